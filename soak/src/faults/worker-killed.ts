import { setTimeout as pause } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import { workerPool } from '@bilayer/backend-worker-pool'
import type { Random } from '@bilayer/core'
import { trainEndlessly } from './endless-training.ts'
import type { Fault } from './fault.ts'
import { goOnElsewhere } from './go-on.ts'
import { errorStrike, failureOf } from './settle.ts'
import { watchThreads } from './threads.ts'

/** Milliseconds within which a pool starts and trains for a while. */
const LATEST = 250

/** A thread of the pool ends, while it starts or while it trains. */
export const workerKilled: Fault = {
  name: 'worker-killed',
  description: 'a worker of the pool is killed while it starts or trains',
  prepare: async () => {
    const threads = watchThreads()
    return {
      strike: async (random) => {
        // Those of the pool before may still be ending.
        const others = new Set(threads.alive())
        const training = trainOnPool()
        // It is awaited below; until then a failure must not count as unhandled.
        training.catch(() => {})
        await pause(random.below(LATEST))
        const victim = await oneOf(() => threads.alive().filter((thread) => !others.has(thread)), random)
        const since = performance.now()
        void victim.terminate()
        return errorStrike(await failureOf(training, since), await goOnElsewhere())
      },
      close: async () => {},
    }
  },
}

async function trainOnPool(): Promise<void> {
  await using backend = await workerPool({ threads: 2 })
  await trainEndlessly(backend)
}

/** One of the threads that are alive, once there are some. */
async function oneOf(alive: () => readonly Worker[], random: Random): Promise<Worker> {
  for (;;) {
    const list = alive()
    if (list.length > 0) return list[random.below(list.length)]
    await pause(1)
  }
}
