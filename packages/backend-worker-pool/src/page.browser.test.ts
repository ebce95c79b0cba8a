import { createRandom, type Samples } from '@bilayer/core'
import { createMlp } from '@bilayer/mlp'
import { expect, test } from 'vitest'
import { cdp } from 'vitest/browser'
import { workerPool } from './index.ts'

/** A row of Chromium's trace. Times are in microseconds. */
interface TraceEvent {
  readonly name: string
  readonly pid: number
  readonly tid: number
  /** The time that the thread ran: what else the machine does is not counted. */
  readonly tdur?: number
  readonly args: { readonly name?: string }
}

/** What the tests use of the protocol of Chromium's developer tools. */
interface Session {
  readonly send: (method: string, options?: object) => Promise<unknown>
  readonly on: (event: string, listener: (data: { value: TraceEvent[] }) => void) => void
}

/** Milliseconds that each task of the page's main thread took while `work` was done. */
async function mainThreadTasks(work: () => Promise<unknown>): Promise<number[]> {
  const session = cdp() as unknown as Session
  const events: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) => {
    events.push(...value)
  })
  const complete = new Promise<unknown>((resolve) => {
    session.on('Tracing.tracingComplete', resolve)
  })
  const includedCategories = ['toplevel', 'disabled-by-default-devtools.timeline', '__metadata']
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories } })
  await work()
  await session.send('Tracing.end')
  await complete
  const threads = events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
  return events
    .filter(({ name, tid }) => name === 'RunTask' && threads.some((thread) => thread.tid === tid))
    .map(({ tdur = 0 }) => tdur / 1000)
}

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

  const tasks = await mainThreadTasks(() => model.fit(X, Y, options))
  expect(tasks.length).toBeGreaterThan(20)
  expect(Math.max(...tasks)).toBeLessThan(16)
})
