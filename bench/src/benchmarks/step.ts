import type { Benchmark } from '../benchmark.ts'
import { withLibraries } from '../benchmark.ts'
import { type Contest, hold } from '../contest.ts'
import { atLeast, atMost, fewestTimes, medianOf } from '../goals.ts'
import type { Trainer } from '../library.ts'
import { createProblem, operationsOf, type Size, sizes } from '../problem.ts'
import type { Measurement } from '../results.ts'
import { inThreads, threadCounts } from '../threads.ts'

/** Whole training steps. */
export const step: Benchmark = {
  name: 'step',
  description: 'one training step of the two-layer network: forward, four gradients, update',
  method:
    'Each library trains the same network, (m0, m1, m2), on the same batch of n; after one step all must have the same ' +
    'parameters, but for those listed under differences. A sample is as many steps as take 100 ms, timed until the last ' +
    'result is there. Samples are interleaved, one of each library in turn; the multiply-add probe takes its turn too.',
  run: ({ only, show, ...effort }) =>
    withLibraries(only, async (libraries) => {
      const measurements: Measurement[] = []
      const absent = []
      for (const size of sizes) {
        const found = await hold(contest(size), libraries, effort)
        show(found.measurements)
        measurements.push(...found.measurements)
        absent.push(...found.absent)
      }
      return { measurements, absent, goals: goals(measurements) }
    }),
}

export const nameOf = (size: Size): string => size.join(', ')

const contest = (size: Size): Contest<Trainer> => ({
  name: nameOf(size),
  operations: operationsOf(size),
  prepare: (library) => library.trainer?.(createProblem(size)),
  values: async (trainer) => {
    if (trainer.activation !== undefined) return []
    const { W1, b1, W2, b2 } = await trainer.parameters()
    return [W1, b1, W2, b2]
  },
})

/**
 * What is asked of the `blas` backend: as fast as NumPy and PyTorch on as many threads, half as fast again as onnxruntime-node on one,
 * and never slower than `wasm`.
 */
const blasGoals = (measurements: readonly Measurement[]) =>
  threadCounts().flatMap((threads) => {
    const blas = `bilayer blas, ${inThreads(threads)}`
    const peers: readonly (readonly [name: string, least: number])[] = [
      [`NumPy, ${inThreads(threads)}`, 1],
      [`PyTorch, ${inThreads(threads)}`, 1],
      ['bilayer wasm', 0.95],
      ['onnxruntime-node', 1.5],
    ]
    return peers.map(([peer, least]) =>
      atLeast(
        `blas, ${inThreads(threads)}: times as fast as ${peer}, the least of all sizes`,
        least,
        fewestTimes(measurements, blas, peer),
      ),
    )
  })

/** What is asked of the `wasm` backend, and of `blas`. */
function goals(measurements: readonly Measurement[]) {
  const [tiny, digits] = sizes.map(nameOf)
  const wasm = 'bilayer wasm'
  const share = medianOf(measurements, wasm, digits)?.shareOfProbe
  const tinyStep = medianOf(measurements, wasm, tiny)?.median
  return [
    atMost(`microseconds of a step at (${tiny})`, 15, tinyStep === undefined ? undefined : 1000 * tinyStep),
    atLeast(`share of the multiply-add probe's rate at (${digits})`, 0.9, share),
    atLeast(
      'times as fast as tfjs-wasm, the least of all sizes',
      18,
      fewestTimes(measurements, wasm, 'tfjs-wasm'),
    ),
    atLeast(
      'times as fast as jax-js wasm, the least of all sizes',
      1,
      fewestTimes(measurements, wasm, 'jax-js wasm'),
    ),
    atLeast(
      `times as fast as jax-js wasm at (${tiny})`,
      15,
      fewestTimes(measurements, wasm, 'jax-js wasm', tiny),
    ),
    ...blasGoals(measurements),
  ].filter((goal) => goal !== undefined)
}
