import { z } from 'zod'
import { resultFile } from '../results.ts'

const series = z.strictObject({
  fault: z.string(),
  description: z.string(),
  times: z.int(),
  errors: z.int(),
  wholeFiles: z.int(),
  /** The longest time from the mishap until the user knew, in milliseconds, where its moment is known. */
  longest: z.number().exactOptional(),
  /** The most milliseconds that it may be, where that is more than for the others. */
  patience: z.number().exactOptional(),
  /** The strikes after which something was not as it should be, and what that was, each said once. */
  wrongTimes: z.int(),
  wrong: z.array(z.string()),
})

/** One mishap, so many times. */
export type Series = z.infer<typeof series>

const found = z.strictObject({
  seed: z.int(),
  series: z.array(series),
  /** What could not be brought about here, and why. */
  unavailable: z.array(z.strictObject({ fault: z.string(), reason: z.string() })),
})

export type FaultsFound = z.infer<typeof found>

export const faultsFile = resultFile('faults', found)
