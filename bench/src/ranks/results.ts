import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { absentSchema, circumstances, goalSchema, loadSchema } from '../circumstances.ts'

const size = z.tuple([z.int(), z.int(), z.int(), z.int()]).readonly()

const sample = z.strictObject({
  /** Milliseconds of a step, by the slowest rank. */
  step: z.number(),
  /** Milliseconds of the shortest step, by the rank whose shortest is longest: what other processes take is not in it. */
  least: z.number(),
  /** Milliseconds of processor time of a step, of all ranks and all their threads. */
  processor: z.number(),
  /** Of these, those of the threads that compute; null where the run-time cannot tell. */
  computing: z.number().nullable(),
  /** The share of the step in which a rank waits for sums and computes nothing, on average; null where it cannot be seen. */
  waiting: z.number().nullable(),
})

const measuredCase = z.strictObject({
  name: z.string(),
  library: z.string(),
  version: z.string(),
  ranks: z.int().positive(),
  /** m0, m1, m2, and the samples that one rank computes of a batch. */
  size,
  together: z.boolean(),
  /** One a round. */
  samples: z.array(sample).min(1),
})

const costs = z.strictObject({
  layers: z.array(z.int()).readonly(),
  before: z.number(),
  gradients: z.array(z.number()).readonly(),
  through: z.array(z.number()).readonly(),
  update: z.number(),
  taken: z.number(),
  given: z.number(),
})

const profiledStep = z.strictObject({
  size,
  /** Milliseconds. */
  costs,
  steps: z.array(z.strictObject({ batch: z.int(), milliseconds: z.number() })).readonly(),
  /** Milliseconds. */
  perByteAdded: z.number(),
})

const results = z.strictObject({
  ...circumstances,
  load: loadSchema,
  mpi: z.string(),
  method: z.string(),
  cases: z.array(measuredCase).min(1),
  /** Milliseconds of a sum of so many numbers on two ranks: the median over the calls of each round, and the least of all. */
  sums: z.array(z.strictObject({ floats: z.int(), medians: z.array(z.number()).min(1), least: z.number() })),
  profiles: z.array(profiledStep).min(1),
  /** What all ranks together sent in one epoch of so many steps, as MPI counted it. */
  traffic: z.array(
    z.strictObject({ ranks: z.int(), steps: z.int(), messages: z.number(), bytes: z.number() }),
  ),
  absent: absentSchema,
  goals: z.array(goalSchema),
})

export type Sample = z.infer<typeof sample>
export type MeasuredCase = z.infer<typeof measuredCase>
export type RankResults = z.infer<typeof results>

/** The stored results of the last run, or those of another file. */
export async function readRankResults(
  path: string | URL = new URL('../../results/ranks.json', import.meta.url),
): Promise<RankResults> {
  return results.parse(JSON.parse(await readFile(path, 'utf8')))
}
