import { z } from 'zod'
import { absentSchema } from '../../../bench/src/circumstances.ts'
import { resultFile } from '../results.ts'
import { type Quantity, quantities } from './messages.ts'

const run = z.strictObject({
  subject: z.string(),
  surroundings: z.enum(['Node.js', 'Chromium']),
  device: z.string(),
  training: z.string(),
  steps: z.int().positive(),
  seconds: z.number(),
  samples: z.int().positive(),
  quantities: z.array(
    z.strictObject({
      quantity: z.enum(Object.keys(quantities) as Quantity[]),
      /** The mean of each tenth of the samples after the warm-up. */
      tenths: z.array(z.number()).length(10),
      flat: z.boolean(),
    }),
  ),
})

/** One training on one backend, and how its memory went. */
export type Run = z.infer<typeof run>

export const stepsFile = resultFile(
  'steps',
  z.strictObject({
    runs: z.array(run),
    /** What could not run here, and why. */
    unavailable: absentSchema,
  }),
)

export type StepsFound = Parameters<typeof stepsFile.record>[0]
