import { z } from 'zod'

/** What one rank tells of its training: from the end of its warm-up on. */
export const trainingReport = z.strictObject({
  version: z.string(),
  /** 0 where all was over before the warm-up was. */
  steps: z.int().nonnegative(),
  milliseconds: z.number(),
  /** Milliseconds of the shortest step. */
  least: z.number(),
  /** Processor time of the process, all its threads. */
  processor: z.number(),
  /** Processor time of the thread that trains; null where the run-time cannot tell. */
  thread: z.number().nullable(),
  /** Milliseconds in which it waited for sums and computed nothing; null where that cannot be seen from outside. */
  waited: z.number().nullable(),
})

export type TrainingReport = z.infer<typeof trainingReport>

/** What one rank tells of its sums: of each size, the milliseconds of each. */
export const networkReport = z.array(z.strictObject({ floats: z.int(), milliseconds: z.array(z.number()) }))

export type NetworkReport = z.infer<typeof networkReport>

/** Where a rank puts its report. */
export const reportFile = (folder: string, rank: number): string => `${folder}/rank-${rank}.json`
