import { z } from 'zod'
import { circumstances, loadSchema } from '../circumstances.ts'

const sample = z.strictObject({
  /** Frames with new numbers in a second. */
  frames: z.number(),
  /** Milliseconds that the page's main thread worked for each of them. */
  cost: z.number(),
})

const measurement = z.strictObject({
  /** Which build of the page, where several took turns. */
  build: z.string(),
  screen: z.string(),
  backend: z.string(),
  /** In the order in which they were taken. */
  samples: z.array(sample).min(1),
})

export const resultSchema = z.strictObject({
  ...circumstances,
  load: loadSchema,
  chromium: z.string(),
  /** Of a sample. */
  seconds: z.number(),
  measurements: z.array(measurement).min(1),
})

export type FrameMeasurement = z.infer<typeof measurement>
