import { ArgumentError, type Backend, createRandom, permutation, type Samples } from '@bilayer/core'
import { float64Backend, float64Values } from '@bilayer/core/reference'
import { forward, gradients } from './gradients.ts'
import { type Loss, meanSquaredError } from './loss.ts'
import { type Parameter, parametersOf } from './mlp.ts'
import type { Network } from './network.ts'
import { checkPaired, checkSamples } from './check-samples.ts'

/** How to check. */
export interface GradientCheckOptions {
  readonly loss?: Loss
  /** Entries of each parameter to check, drawn at random; all where it has no more. 24 unless given. */
  readonly entries?: number
  /** Draws the entries. 0 unless given. */
  readonly seed?: number
  /** The largest error allowed, as a share of the parameter's largest derivative. 1e−4 unless given. */
  readonly tolerance?: number
}

/** What was found for one parameter. */
export interface ParameterCheck {
  readonly name: string
  readonly rows: number
  readonly cols: number
  /** Entries that were compared. */
  readonly checked: number
  /** Entries left out because σ has kinks on both sides within the step, so that no difference is a derivative. */
  readonly kinks: number
  /** The largest derivative among the entries, by central differences. */
  readonly largest: number
  /** The largest |gradient − central difference|. */
  readonly error: number
  readonly passed: boolean
}

/** The outcome for every parameter. */
export interface GradientCheck {
  readonly parameters: readonly ParameterCheck[]
  readonly tolerance: number
  readonly passed: boolean
}

/**
 * Holds the gradients that a network's backend computes against central differences of the loss in float64,
 * (ℓ(θ + h) − ℓ(θ − h)) / 2h, entry by entry, or one-sided ones where σ has a kink on the other side.
 *
 * Between two kinks of σ the loss is a smooth function of one parameter (a parabola, for the mean-squared error), so that
 * only rounding separates the two.
 * Throws `ShapeError` where X or Y do not fit the network.
 */
export async function checkGradients(
  network: Network,
  X: Samples,
  Y: Samples,
  { loss = meanSquaredError, entries = 24, seed = 0, tolerance = 1e-4 }: GradientCheckOptions = {},
): Promise<GradientCheck> {
  if (network.length === 0) throw new ArgumentError('The network has no layers; there is nothing to check.')
  checkSamples('X', X, network[0].W.cols)
  checkSamples('Y', Y, network[network.length - 1].W.rows)
  checkPaired(X, Y)

  const random = createRandom(seed)
  const found = await readGradients(network, X, Y, loss)
  const differences = await createDifferences(network, X, Y, loss)
  const parameters = found.map((gradient, index) => {
    const order = permutation(gradient.values.length, random).subarray(0, entries)
    const derivatives = Array.from(order, (entry) => differences(index, entry))
    return compare(gradient, order, derivatives, tolerance)
  })
  return { parameters, tolerance, passed: parameters.every(({ passed }) => passed) }
}

/** The check as a table, a line for each parameter. */
export function formatGradientCheck({ parameters, tolerance }: GradientCheck): string {
  const table = [
    ['parameter', 'shape', 'checked', 'at a kink', 'largest', 'error', 'error / largest', ''],
    ...parameters.map(({ name, rows, cols, checked, kinks, largest, error, passed }) => [
      name,
      `${rows} × ${cols}`,
      `${checked} of ${rows * cols}`,
      `${kinks}`,
      largest.toExponential(2),
      error.toExponential(1),
      `${(largest > 0 ? error / largest : error).toExponential(1)} ${passed ? '≤' : '>'} ${tolerance}`,
      passed ? 'ok' : 'WRONG',
    ]),
  ]
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)))
  return table
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** The gradients as the network's own backend computes them, named like the parameters. */
async function readGradients(network: Network, X: Samples, Y: Samples, loss: Loss): Promise<Parameter[]> {
  const { backend } = network[0].W
  const found = backend.scope(() => {
    const [inputs, targets] = columnsOf(backend, X, Y)
    return gradients(network, inputs, targets, loss).map(({ dW, db }) => ({ W: dW, b: db }))
  })
  try {
    return await parametersOf(found)
  } finally {
    for (const { W, b } of found) {
      W.dispose()
      b.dispose()
    }
  }
}

/** A function that gives ∂ℓ/∂θ for entry `entry` of parameter number `index` (W1, b1, W2, …), or undefined at a kink. */
async function createDifferences(network: Network, X: Samples, Y: Samples, loss: Loss) {
  const parameters = await parametersOf(network)
  const backend = float64Backend()
  const [inputs, targets] = columnsOf(backend, X, Y)
  const layers = parameters
    .map(({ rows, cols, values }) => backend.matrix(rows, cols, values))
    .flatMap((W, i, all) => (i % 2 === 0 ? [{ W, b: all[i + 1] }] : []))
  const activations = forward(layers, inputs)

  /** ℓ, and which σ are on, where `values` takes the place of parameter `index`: the layers before it stay as they are. */
  const evaluate = (index: number, values: Float32Array) =>
    backend.scope(() => {
      const first = Math.floor(index / 2)
      const { rows, cols } = parameters[index]
      const changed = { ...layers[first], [index % 2 === 0 ? 'W' : 'b']: backend.matrix(rows, cols, values) }
      const [, ...after] = forward([changed, ...layers.slice(first + 1)], activations[first])
      const outputs = after[after.length - 1]
      const total = float64Values(loss.total(outputs, targets)).reduce((sum, value) => sum + value, 0)
      const on = after.slice(0, -1).map((A) =>
        float64Values(A)
          .map((value) => (value > 0 ? 1 : 0))
          .join(''),
      )
      return { loss: total / X.count, on: on.join('') }
    })

  return (index: number, entry: number): number | undefined => {
    const { values } = parameters[index]
    const unit = 2 ** -14 * Math.max(1, Math.abs(values[entry]))
    const moved = (steps: number): Point => {
      const changed = values.with(entry, values[entry] + steps * unit)
      return { at: changed[entry], ...evaluate(index, changed) }
    }
    const centre = moved(0)
    for (const [first, second] of NEIGHBOURS) {
      const points = [centre, moved(first), moved(second)] as const
      if (points.every(({ on }) => on === centre.on)) return slope(points)
    }
    return undefined
  }
}

/** Where the loss is taken beside θ, in steps: on both sides or, where a kink is on one, on the other. */
const NEIGHBOURS = [
  [1, -1],
  [-1, -2],
  [1, 2],
] as const

/** The loss for one value of one entry, and which σ are on there. */
interface Point {
  readonly at: number
  readonly loss: number
  readonly on: string
}

/** The derivative, at the first of three points, of the parabola through them (Newton's divided differences). */
function slope([p, q, r]: readonly [Point, Point, Point]): number {
  const pq = (q.loss - p.loss) / (q.at - p.at)
  const qr = (r.loss - q.loss) / (r.at - q.at)
  return pq + ((p.at - q.at) * (qr - pq)) / (r.at - p.at)
}

function compare(
  { name, rows, cols, values }: Parameter,
  order: Uint32Array,
  derivatives: readonly (number | undefined)[],
  tolerance: number,
): ParameterCheck {
  let checked = 0
  let largest = 0
  let error = 0
  for (const [i, derivative] of derivatives.entries()) {
    if (derivative === undefined) continue
    checked++
    largest = Math.max(largest, Math.abs(derivative))
    error = Math.max(error, Math.abs(values[order[i]] - derivative))
  }
  const passed = checked > 0 && error <= tolerance * largest
  return { name, rows, cols, checked, kinks: derivatives.length - checked, largest, error, passed }
}

/** The derivation's X and Y, one sample a column, on a backend. */
const columnsOf = (backend: Backend, X: Samples, Y: Samples) =>
  [backend.matrix(X.count, X.size, X.values).T, backend.matrix(Y.count, Y.size, Y.values).T] as const
