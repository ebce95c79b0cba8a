import { setTimeout as pause } from 'node:timers/promises'

/** What is timed: it is done when the promise settles. */
export type Work = () => Promise<void>

/** Milliseconds: so long does each work run before it is timed, for engines compile what runs often. */
const WARM_UP = 100

/** A sample lasts about so many milliseconds: more than what a clock or a pause of the processor takes. */
const SAMPLE = 30

/** Milliseconds between two samples: threads that wait for more work spin for some. */
const PAUSE = 5

/**
 * The milliseconds of each work, a sample in each round. Every round has a sample of each in turn, so that a machine whose speed
 * drifts treats all alike.
 */
export async function timeInTurn(works: readonly Work[], rounds: number): Promise<number[][]> {
  const plans: { readonly work: Work; readonly count: number; readonly samples: number[] }[] = []
  for (const work of works) plans.push({ work, count: await repetitions(work), samples: [] })
  for (let round = 0; round < rounds; round++) {
    for (const { work, count, samples } of plans) {
      await pause(PAUSE)
      samples.push((await timeOf(work, count)) / count)
    }
  }
  return plans.map(({ samples }) => samples)
}

/** How often a work runs in a sample, once warm. */
async function repetitions(work: Work): Promise<number> {
  const times: number[] = []
  for (const end = performance.now() + WARM_UP; times.length === 0 || performance.now() < end; ) {
    times.push(await timeOf(work, 1))
  }
  return Math.max(1, Math.round(SAMPLE / Math.min(...times)))
}

async function timeOf(work: Work, count: number): Promise<number> {
  const start = performance.now()
  for (let i = 0; i < count; i++) await work()
  return performance.now() - start
}
