import { setTimeout as pause } from 'node:timers/promises'
import { compileKernels, createHeap } from '@bilayer/backend-wasm/kernels'
import { defineWorkerPool } from '../../../packages/backend-worker-pool/src/define-worker-pool.ts'
import { operations } from '../../../packages/backend-worker-pool/src/operations.ts'
import { startPool } from '../../../packages/backend-worker-pool/src/pool.ts'
import { splitEverything } from '../../../packages/backend-worker-pool/src/split-everything.ts'
import { trainEndlessly } from './endless-training.ts'
import type { Fault } from './fault.ts'
import { goOnElsewhere } from './go-on.ts'
import { errorStrike, failureOf } from './settle.ts'

/** Milliseconds of training. */
const LATEST = 100

const THREADS = 2

/** No memory has this address, so the kernel traps. */
const OUTSIDE = 4_000_000_000

/** A command that sends its worker astray comes between those of the training. */
export const workerThrows: Fault = {
  name: 'worker-throws',
  description: 'a worker of the pool throws while it trains',
  prepare: async () => ({
    strike: async (random) => {
      const heap = createHeap({ shared: true })
      const module = await compileKernels('simd', { shared: true })
      const pool = await startPool({ threads: THREADS, heap, module })
      const info = { device: 'two threads, one of which is sent astray' }
      await using backend = defineWorkerPool(pool, heap, splitEverything(THREADS, 'wasm'), info)
      const training = trainEndlessly(backend)
      training.catch(() => {})
      await pause(random.below(LATEST))
      const since = performance.now()
      const astray = {
        operation: operations.tanh,
        list: [OUTSIDE],
        out: OUTSIDE,
        extent: 32,
        unit: 16,
        size: 32,
      }
      pool.queue.submit(astray, THREADS)
      return errorStrike(await failureOf(training, since), await goOnElsewhere())
    },
    close: async () => {},
  }),
}
