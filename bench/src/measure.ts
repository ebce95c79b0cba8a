import type { Contender, Trainer } from './contender.ts'
import { createProblem, type Size } from './problem.ts'

/** Milliseconds of one step. */
export interface Timing {
  readonly contender: string
  readonly version: string
  readonly size: Size
  readonly median: number
  /** The quarter of runs that took least ended below it. */
  readonly lowerQuartile: number
  readonly upperQuartile: number
  readonly samples: number
}

interface Entry {
  readonly contender: Contender
  readonly trainer: Trainer
  steps: number
  readonly times: number[]
}

/** Contenders must agree on the weights after one step to this share of the largest weight. */
const AGREEMENT = 1e-4

/** A sample lasts about this long, so that the clock's grain does not count. */
const SAMPLE_MILLISECONDS = 20

const WARM_UP_STEPS = 3

/**
 * Times a step of each contender in turn, round after round, so that a machine whose speed drifts treats all alike.
 * Throws where one computes something else.
 */
export async function measure(
  contenders: readonly Contender[],
  size: Size,
  rounds: number,
): Promise<Timing[]> {
  const entries: Entry[] = []
  for (const contender of contenders) {
    entries.push({ contender, trainer: await contender.prepare(createProblem(size)), steps: 1, times: [] })
  }
  await checkAgreement(entries)
  for (const entry of entries) {
    for (let i = 0; i < WARM_UP_STEPS; i++) await entry.trainer.step()
    entry.steps = Math.max(1, Math.round(SAMPLE_MILLISECONDS / (await timePerStep(entry.trainer, 1))))
    await timePerStep(entry.trainer, entry.steps)
  }
  for (let round = 0; round < rounds; round++) {
    for (const { trainer, steps, times } of entries) times.push(await timePerStep(trainer, steps))
  }
  await Promise.all(entries.map(({ trainer }) => trainer.dispose()))
  return entries.map(({ contender: { name, version }, times }) => {
    const sorted = times.toSorted((a, b) => a - b)
    const quantile = (share: number) => sorted[Math.round(share * (sorted.length - 1))]
    return {
      contender: name,
      version,
      size,
      median: quantile(0.5),
      lowerQuartile: quantile(0.25),
      upperQuartile: quantile(0.75),
      samples: sorted.length,
    }
  })
}

async function timePerStep(trainer: Trainer, steps: number): Promise<number> {
  const start = performance.now()
  for (let i = 0; i < steps; i++) await trainer.step()
  return (performance.now() - start) / steps
}

async function checkAgreement(entries: readonly Entry[]): Promise<void> {
  let expected: Float32Array | undefined
  for (const { contender, trainer } of entries) {
    await trainer.step()
    const weights = await trainer.weights()
    expected ??= weights
    const largest = expected.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0)
    for (const [i, weight] of weights.entries()) {
      if (!(Math.abs(weight - expected[i]) <= AGREEMENT * largest)) {
        throw new Error(
          `${contender.name} has ${weight} for weight ${i} after a step; ${entries[0].contender.name} has ${expected[i]}`,
        )
      }
    }
  }
}
