import { type Backend, type Matrix, type Parameter, type Samples, sliceSamples } from '@bilayer/core'
import { float64Backend, float64Values } from '@bilayer/core/reference'
import type { Activation } from './activation.ts'
import { forward } from './gradients.ts'
import type { Loss } from './loss.ts'
import type { Network } from './network.ts'
import { networkOf } from './parameters.ts'

/**
 * About how many multiply-adds an evaluation of the loss takes between two pauses, some tens of milliseconds: of a large network it
 * takes the samples part by part.
 */
const PART = 2 ** 23

/** The loss for one value of one entry, and which σ are on there. */
interface Point {
  readonly at: number
  readonly loss: number
  readonly on: string
}

/**
 * A function that gives ∂ℓ/∂θ, by differences of the loss in float64, for entries of parameter number `index` (W1, b1, W2, …), or
 * undefined at a kink. `pause` is awaited between evaluations, and ends the work where it rejects.
 */
export async function createDifferences(
  parameters: readonly Parameter[],
  sigma: readonly Activation[],
  X: Samples,
  Y: Samples,
  loss: Loss,
  pause: () => Promise<void>,
): Promise<(index: number, entries: readonly number[]) => Promise<(number | undefined)[]>> {
  const backend = float64Backend()
  const layers = networkOf(backend, parameters, sigma)

  const size = parameters.reduce((sum, { values }) => sum + values.length, 0)
  const step = Math.max(1, Math.floor(PART / size))
  const parts: { activations: readonly Matrix[]; targets: Matrix }[] = []
  for (let from = 0; from < X.count; from += step) {
    await pause()
    const to = Math.min(from + step, X.count)
    const [inputs, targets] = columnsOf(backend, sliceSamples(X, from, to), sliceSamples(Y, from, to))
    parts.push({ activations: forward(layers, inputs), targets })
  }

  /** The loss where `values` takes the place of parameter `index`: the layers before it stay as they are. */
  const evaluate = async (index: number, values: Float32Array): Promise<Omit<Point, 'at'>> => {
    const first = Math.floor(index / 2)
    const { rows, cols } = parameters[index]
    using theta = backend.matrix(rows, cols, values)
    const changed = { ...layers[first], [index % 2 === 0 ? 'W' : 'b']: theta }
    const found: ReturnType<typeof measure>[] = []
    for (const { activations, targets } of parts) {
      await pause()
      found.push(measure([changed, ...layers.slice(first + 1)], activations[first], targets, loss))
    }
    return {
      loss: found.reduce((sum, { total }) => sum + total, 0) / X.count,
      on: found.map(({ on }) => on).join(''),
    }
  }

  return async (index, entries) => {
    const { values } = parameters[index]
    const unchanged = await evaluate(index, values)
    const derivatives: (number | undefined)[] = []
    for (const entry of entries) {
      const at = values[entry]
      const unit = 2 ** -14 * Math.max(1, Math.abs(at))
      const moved = async (steps: number): Promise<Point> => {
        const changed = values.with(entry, at + steps * unit)
        return { at: changed[entry], ...(await evaluate(index, changed)) }
      }
      derivatives.push(await derivativeAt({ at, ...unchanged }, moved))
    }
    return derivatives
  }
}

/** n·ℓ of some samples, and which σ are on, for layers that are fed A. */
function measure(layers: Network, A: Matrix, Y: Matrix, loss: Loss): { total: number; on: string } {
  return A.backend.scope(() => {
    const [, ...after] = forward(layers, A)
    const on = after.map((outputs, l) => (layers[l].activation.smooth ? '' : signsOf(outputs)))
    return {
      total: float64Values(loss.values(after[after.length - 1], Y)).reduce((sum, value) => sum + value, 0),
      on: on.join(''),
    }
  })
}

const signsOf = (outputs: Matrix): string =>
  float64Values(outputs)
    .map((value) => (value > 0 ? 1 : 0))
    .join('')

/** Where the loss is taken beside θ, in steps: on both sides or, where a kink is on one, on the other. */
const NEIGHBOURS = [
  [1, -1],
  [-1, -2],
  [1, 2],
] as const

/** The derivative at a point, from neighbours that no kink separates from it, or undefined where there are none. */
async function derivativeAt(
  centre: Point,
  moved: (steps: number) => Promise<Point>,
): Promise<number | undefined> {
  for (const [first, second] of NEIGHBOURS) {
    const points = [centre, await moved(first), await moved(second)] as const
    if (points.every(({ on }) => on === centre.on)) return slope(points)
  }
  return undefined
}

/** The derivative, at the first of three points, of the parabola through them (Newton's divided differences). */
function slope([p, q, r]: readonly [Point, Point, Point]): number {
  const pq = (q.loss - p.loss) / (q.at - p.at)
  const qr = (r.loss - q.loss) / (r.at - q.at)
  return pq + ((p.at - q.at) * (qr - pq)) / (r.at - p.at)
}

/** The derivation's X and Y, one sample a column, on a backend. */
export const columnsOf = (backend: Backend, X: Samples, Y: Samples): readonly [Matrix, Matrix] => [
  backend.matrix(X.count, X.size, X.values).T,
  backend.matrix(Y.count, Y.size, Y.values).T,
]
