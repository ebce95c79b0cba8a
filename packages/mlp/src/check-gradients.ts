import {
  checkArray,
  checkFunction,
  checkObject,
  checkPositive,
  checkString,
  checkWholeNumber,
  createRandom,
  type Matrix,
  type Parameter,
  type Random,
  type Samples,
  wrongArgument,
} from '@bilayer/core'
import { createBreather } from './breathe.ts'
import { checkLayerGradients, checkLoss, checkNetwork } from './check-arguments.ts'
import { checkPaired, checkSome } from './check-samples.ts'
import { columnsOf, createDifferences } from './differences.ts'
import { gradients } from './gradients.ts'
import { type Loss, meanSquaredError } from './loss.ts'
import type { LayerGradient, Network } from './network.ts'
import { parametersOf } from './parameters.ts'
import { checkSignal, type AbortSignalLike, throwIfAborted } from './abort-signal.ts'

/** How to check. */
export interface GradientCheckOptions {
  readonly loss?: Loss
  /** Entries of each parameter to check, drawn at random; all where it has no more. 24 unless given. */
  readonly entries?: number
  /** Draws the entries. 0 unless given. */
  readonly seed?: number
  /** The largest error allowed, as a share of the parameter's largest derivative. 1e−4 unless given. */
  readonly tolerance?: number
  /** The formulas to check, such as those of a backend that has its own. Those of this package unless given. */
  readonly gradients?: GradientFormulas
  /** Once it is aborted, the check rejects with its reason. */
  readonly signal?: AbortSignalLike
}

/** ∂ℓ/∂Wₗ and ∂ℓ/∂bₗ for every layer, first to last, of X and Y with one sample a column. */
export type GradientFormulas = (
  network: Network,
  X: Matrix,
  Y: Matrix,
  loss: Loss,
) => readonly LayerGradient[]

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
 * Other work of the thread is let in while it computes, after some tens of milliseconds each time. The parameters that are
 * checked are those of the call, even where the network is disposed meanwhile.
 *
 * Rejects with `ShapeError` where X or Y do not fit the network, with `ArgumentError` for what is no such argument, and with the
 * reason of the signal.
 */
export async function checkGradients(
  network: Network,
  X: Samples,
  Y: Samples,
  options: GradientCheckOptions = {},
): Promise<GradientCheck> {
  checkNetwork(network)
  checkPaired(X, Y, network[0].W.cols, network[network.length - 1].W.rows)
  checkSome('a gradient check', X)
  checkOptions(options)
  const { loss: given = meanSquaredError, entries = 24, seed = 0, tolerance = 1e-4, signal } = options
  const loss = checkLoss(given)
  const formulas = options.gradients ?? gradients
  const random = createRandom(seed)
  const breathe = createBreather()
  const pause = async (): Promise<void> => {
    await breathe()
    throwIfAborted(signal)
  }

  throwIfAborted(signal)
  const activations = network.map(({ activation }) => activation)
  const [found, parameters] = await Promise.all([
    readGradients(formulas, network, X, Y, loss),
    parametersOf(network),
  ])
  const differences = await createDifferences(parameters, activations, X, Y, loss, pause)
  const checks: ParameterCheck[] = []
  for (const [index, gradient] of found.entries()) {
    const drawn = drawEntries(gradient.values.length, entries, random)
    checks.push(compare(gradient, drawn, await differences(index, drawn), tolerance))
  }
  return { parameters: checks, tolerance, passed: checks.every(({ passed }) => passed) }
}

/** The check as a table, a line for each parameter. Throws `ArgumentError` for what `checkGradients` did not give. */
export function formatGradientCheck(check: GradientCheck): string {
  checkObject('check', check, 'what checkGradients resolves to')
  const { parameters, tolerance } = check
  checkArray('check.parameters', parameters, 'what was found for each parameter')
  for (const [i, parameter] of parameters.entries()) checkFound(`check.parameters[${i}]`, parameter)
  checkPositive('check.tolerance', tolerance)
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

/** Throws `ArgumentError` unless a value is what was found for a parameter. */
function checkFound(label: string, found: ParameterCheck): void {
  checkObject(label, found, 'what was found for W1')
  const { name, rows, cols, checked, kinks, largest, error } = found
  checkString(`${label}.name`, name, 'W1')
  for (const [member, value] of Object.entries({ rows, cols, checked, kinks, largest, error })) {
    if (typeof value !== 'number') throw wrongArgument(`${label}.${member}`, value, 'a number')
  }
}

/** The gradients as the network's own backend computes them, named like the parameters. */
async function readGradients(
  formulas: GradientFormulas,
  network: Network,
  X: Samples,
  Y: Samples,
  loss: Loss,
): Promise<Parameter[]> {
  const { backend } = network[0].W
  const found = backend.scope(() => {
    const [inputs, targets] = columnsOf(backend, X, Y)
    const layers = formulas(network, inputs, targets, loss)
    checkLayerGradients(layers, network)
    return layers.map(({ dW, db }) => ({ W: dW, b: db }))
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

/** So many different entries of a parameter, drawn at random; all of them where it has no more. */
function drawEntries(length: number, count: number, random: Random): readonly number[] {
  if (length <= count) return Array.from({ length }, (_, entry) => entry)
  const drawn = new Set<number>()
  while (drawn.size < count) drawn.add(random.below(length))
  return [...drawn]
}

function compare(
  { name, rows, cols, values }: Parameter,
  drawn: readonly number[],
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
    error = Math.max(error, Math.abs(values[drawn[i]] - derivative))
  }
  const passed = checked > 0 && error <= tolerance * largest
  return { name, rows, cols, checked, kinks: derivatives.length - checked, largest, error, passed }
}

function checkOptions(options: GradientCheckOptions): void {
  checkObject('options', options, '{ entries: 24 }')
  const { entries = 1, tolerance = 1, gradients: formulas, signal } = options
  checkWholeNumber('entries', entries, { least: 1 })
  checkPositive('tolerance', tolerance)
  if (formulas !== undefined) checkFunction('gradients', formulas)
  checkSignal(signal)
}
