import type { Served } from '../channel.ts'
import type { BenchCalls, BenchEvent } from './protocol.ts'

/** All that the page can ask of the worker that proves and measures. `send` is told of what nobody asked for. */
export function createBench(send: (event: BenchEvent) => void): Served<BenchCalls> {
  let ending = new AbortController()

  /** What ends the work that begins now. */
  const begin = (): AbortSignal => {
    ending = new AbortController()
    return ending.signal
  }

  return {
    suite: async () => (await import('./prove.ts')).suiteFacts(),
    prove: async (subjects) => {
      const { prove } = await import('./prove.ts')
      return prove(subjects, begin(), (progress) => send({ kind: 'case', progress }))
    },
    measure: async (backends, sizes) => {
      const { measure } = await import('./measure.ts')
      await measure(backends, sizes, {
        signal: begin(),
        onStart: (backend, size) => send({ kind: 'measuring', backend, size }),
        onMeasured: (measurement) => send({ kind: 'measured', measurement }),
      })
    },
    stop: () => ending.abort(),
  }
}
