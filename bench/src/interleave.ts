import { setTimeout as pause } from 'node:timers/promises'
import type { Work } from './work.ts'

/** How long to measure. */
export interface Effort {
  /** Samples of each. */
  readonly rounds: number
  /** Milliseconds that one may take in all its samples: a slow one takes part in fewer rounds, but in 3 at least. */
  readonly budget: number
}

/** A sample lasts about this long: a processor that paused takes milliseconds to be as fast as in steady work. */
const SAMPLE_MILLISECONDS = 100

/** So long does each run before it is measured: engines compile what runs often. */
const WARM_UP_MILLISECONDS = 150

/** Between two samples: threads that wait for more work spin for some milliseconds. */
const PAUSE_MILLISECONDS = 10

const FEWEST_SAMPLES = 3

/**
 * Milliseconds of one repetition, sample by sample, of each: one sample of each in turn, round after round, so that a
 * machine whose speed drifts treats all alike.
 */
export async function interleave(works: readonly Work[], { rounds, budget }: Effort): Promise<number[][]> {
  const plans: Plan[] = []
  for (const work of works) plans.push(await plan(work, rounds, budget))
  for (let round = 0; round < rounds; round++) {
    for (const { work, count, every, samples } of plans) {
      if (round % every !== 0) continue
      await pause(PAUSE_MILLISECONDS)
      samples.push((await work.time(count)) / count)
    }
  }
  return plans.map(({ samples }) => samples)
}

interface Plan {
  readonly work: Work
  /** Repetitions of a sample. */
  readonly count: number
  /** It takes part in every so many rounds. */
  readonly every: number
  readonly samples: number[]
}

async function plan(work: Work, rounds: number, budget: number): Promise<Plan> {
  const each = await warmUp(work)
  const count = Math.max(1, Math.round(SAMPLE_MILLISECONDS / each))
  const affordable = Math.max(FEWEST_SAMPLES, budget / (count * each))
  return { work, count, every: Math.max(1, Math.ceil(rounds / affordable)), samples: [] }
}

/** Milliseconds of one repetition, once warm. */
async function warmUp(work: Work): Promise<number> {
  let total = 0
  let count = 1
  for (;;) {
    const time = await work.time(count)
    total += time
    if (total >= WARM_UP_MILLISECONDS) return time / count
    if (time < SAMPLE_MILLISECONDS) count *= 2
  }
}
