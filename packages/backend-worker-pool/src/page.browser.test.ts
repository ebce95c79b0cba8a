import { createRandom, type Samples } from '@bilayer/core'
import { createMlp } from '@bilayer/mlp'
import { expect, test } from 'vitest'
import { cdp } from 'vitest/browser'
import { mainThreadTasks } from '../../../scripts/main-thread-tasks.ts'
import { workerPool } from './index.ts'

function randomSamples(count: number, size: number): Samples {
  const random = createRandom(1)
  return { values: Float32Array.from({ length: count * size }, random.uniform), count, size }
}

test('no task of the page’s main thread takes 16 ms while it trains', async () => {
  const [X, Y] = [randomSamples(5000, 784), randomSamples(5000, 10)]
  const options = { epochs: 4, batchSize: 256, learningRate: 1e-3 }
  await using backend = await workerPool({ threads: 2 })
  using model = createMlp(backend, { layers: [784, 512, 10] })
  await model.fit(X, Y, options)

  const tasks = await mainThreadTasks(cdp(), () => model.fit(X, Y, options))
  expect(tasks.length).toBeGreaterThan(20)
  expect(Math.max(...tasks)).toBeLessThan(16)
})

test('a script that is not there is told by its URL', async () => {
  await expect(workerPool({ threads: 1, script: '/nowhere/worker.js' })).rejects.toThrow(
    'The backend worker-pool does not start: the script of a worker did not load. It must be served at /nowhere/worker.js,',
  )
})
