import { z } from 'zod'
import { absentSchema } from '../../../bench/src/circumstances.ts'
import { resultFile } from '../results.ts'

const run = z.strictObject({
  subject: z.string(),
  device: z.string(),
  programs: z.int(),
  operations: z.int(),
  numbers: z.int(),
  seconds: z.number(),
  /** The largest share of the allowed error, 0 to 1, of each operation that is not exact. */
  shares: z.record(z.string(), z.number()),
  /** The program that went wrong, made as small as could be, and what replays it. */
  failure: z
    .strictObject({ reason: z.string(), seed: z.int(), path: z.string(), program: z.string() })
    .exactOptional(),
})

/** Random programs on one backend. */
export type Run = z.infer<typeof run>

const found = z.strictObject({
  seed: z.int(),
  runs: z.array(run),
  /** What could not run here, and why. */
  unavailable: absentSchema,
})

export type OperationsFound = z.infer<typeof found>

export const operationsFile = resultFile('operations', found)
