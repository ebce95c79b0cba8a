import { gradients, type Mlp, sliceSamples } from 'bilayer'
import type { Histogram, LayerHistograms } from '../protocol.ts'
import type { Run } from '../run.ts'
import type { Weights } from './weights.ts'

/** Samples whose gradients are shown: the first to train on. */
const SAMPLES = 256

const RANGES = 41

/** How the weights of each layer are spread, and the gradients of the loss with respect to them. */
export async function histogramsOf(
  { problem, loss }: Run,
  { network, backend }: Mlp,
  weights: readonly Weights[],
): Promise<LayerHistograms[]> {
  const count = Math.min(problem.train.X.count, SAMPLES)
  const found = backend.scope(() => {
    const [X, Y] = [problem.train.X, problem.train.Y].map((part) => {
      const { values, size } = sliceSamples(part, 0, count)
      return backend.matrix(count, size, values).T
    })
    return gradients(network, X, Y, loss).map(({ dW }) => dW)
  })
  try {
    const dW = await Promise.all(found.map((each) => each.read()))
    return weights.map(({ values }, l) => ({
      layer: l + 1,
      weights: histogram(values),
      gradients: histogram(dW[l]),
    }))
  } finally {
    for (const matrix of found) matrix.dispose()
  }
}

/** Counts of numbers in ranges around 0, out to a round number. */
export function histogram(values: Float32Array): Histogram {
  let largest = 0
  for (const value of values) largest = Math.max(largest, Math.abs(value))
  const edge = roundUp(largest)
  const counts = new Uint32Array(RANGES)
  for (const value of values) {
    counts[Math.min(RANGES - 1, Math.floor(((value + edge) / (2 * edge)) * RANGES))]++
  }
  return { from: -edge, to: edge, counts }
}

/** The next of … 0.1, 0.2, 0.5, 1, 2, 5, 10 …; so that the axis stays for a while. */
function roundUp(value: number): number {
  if (value === 0) return 1
  const power = 10 ** Math.floor(Math.log10(value))
  return power * ([1, 2, 5, 10].find((step) => step * power >= value) ?? 10)
}
