import type { BenchCalls, BenchEvent, BenchProtocol } from '../worker/bench/protocol.ts'
import { connect, type Remote } from '../worker/channel.ts'

/** Milliseconds after which a worker that is to stop, and does not answer, is ended. */
const PATIENCE = 5000

/** What runs now. */
let running: { readonly bench: Remote<BenchCalls>; readonly end: () => void } | undefined

/** What a worker of its own answers; it tells `onEvent` how far it is. It is ended afterwards, with all that it opened. */
export async function withBench<T>(
  ask: (bench: Remote<BenchCalls>) => Promise<T>,
  onEvent: (event: BenchEvent) => void = () => {},
): Promise<T> {
  const worker = new Worker(new URL('../worker/bench/main.ts', import.meta.url), { type: 'module' })
  const { promise: ended, reject } = Promise.withResolvers<never>()
  worker.addEventListener('error', ({ message }) => reject(new Error(message || 'Its script did not load.')))
  const bench = connect<BenchProtocol>(worker, onEvent)
  const mine = { bench, end: () => reject(new Error('It did not answer, and was ended.')) }
  running = mine
  try {
    return await Promise.race([ask(bench), ended])
  } finally {
    worker.terminate()
    if (running === mine) running = undefined
  }
}

/** Stops what runs, between two cases or steps: what there is by then is kept. */
export async function stopBench(): Promise<void> {
  const stopped = running
  if (!stopped) return
  const timer = setTimeout(() => {
    if (running === stopped) stopped.end()
  }, PATIENCE)
  await stopped.bench.stop()
  clearTimeout(timer)
}
