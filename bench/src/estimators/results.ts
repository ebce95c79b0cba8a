import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { circumstances, loadSchema } from '../circumstances.ts'

const outcome = z.strictObject({ score: z.number(), seconds: z.number(), iterations: z.number() })

const comparison = z.strictObject({
  problem: z.string(),
  kind: z.enum(['classifier', 'regressor']),
  settings: z.record(z.string(), z.union([z.number(), z.string()])),
  /** In the order of seeds: 0, 1, … */
  ours: z.array(outcome).min(2),
  theirs: z.array(outcome).min(2),
})

const results = z.strictObject({
  ...circumstances,
  load: loadSchema,
  backend: z.string(),
  scikitLearn: z.string(),
  comparisons: z.array(comparison).min(1),
})

export type Comparison = z.infer<typeof comparison>
export type EstimatorResults = z.infer<typeof results>

/** The stored results of the last run. */
export async function readEstimatorResults(): Promise<EstimatorResults> {
  const path = new URL('../../results/estimators.json', import.meta.url)
  return results.parse(JSON.parse(await readFile(path, 'utf8')))
}
