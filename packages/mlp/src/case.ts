import { type Backend, createRandom, type Level, type Matrix, type Random } from '@bilayer/core'
import { type Activation, relu } from './activation.ts'
import { checkGradients, formatGradientCheck } from './check-gradients.ts'
import { initialise } from './initialise.ts'
import { type Loss, meanSquaredError } from './loss.ts'
import type { Network } from './network.ts'

/** What a case gets from the conformance runner: the backend under test, and float64 arithmetic that knows its own bound. */
export interface GradientContext {
  readonly backend: Backend
  readonly oracle: {
    readonly backend: Backend
    readonly estimate: (matrix: Matrix) => { readonly values: Float64Array; readonly bounds: Float64Array }
  }
  readonly seed: number
  /** Tells the report which share of an allowed error was used up, from 0 to 1. */
  readonly noteErrorShare: (share: number) => void
}

/** A case for the conformance runner. It rejects, saying what is wrong, where the backend is. */
export interface GradientCase {
  readonly op: 'gradients' | 'training'
  readonly title: string
  readonly level: Level
  readonly run: (context: GradientContext) => Promise<void>
}

/** Rejects, with a table, unless the gradients of a network are the central differences of the loss. Targets are shares that add up to 1. */
export async function centralDifferences(
  { backend, seed }: GradientContext,
  layers: readonly number[],
  activation: Activation = relu,
  loss: Loss = meanSquaredError,
): Promise<void> {
  const random = createRandom(seed)
  const network = withBiases(initialise(backend, layers, seed, 'he', activation), random)
  const [inputs, outputs] = [layers[0], layers[layers.length - 1]]
  const X = { values: uniform(6 * inputs, random), count: 6, size: inputs }
  const Y = { values: shares(6, outputs, random), count: 6, size: outputs }
  const check = await checkGradients(network, X, Y, { loss, seed })
  if (!check.passed)
    throw new Error(`the gradients are not the central differences\n${formatGradientCheck(check)}`)
}

/** The network with biases that are not 0, so that a bias forgotten in a formula shows. */
export function withBiases(network: Network, random: Random): Network {
  return network.map((layer) => ({
    ...layer,
    b: layer.W.backend.matrix(layer.W.rows, 1, uniform(layer.W.rows, random)),
  }))
}

export const uniform = (length: number, random: Random): Float32Array =>
  Float32Array.from({ length }, () => 2 * random.uniform() - 1)

/** Rows of numbers that add up to 1. */
function shares(count: number, size: number, random: Random): Float32Array {
  const values = Float32Array.from({ length: count * size }, () => random.uniform())
  for (let i = 0; i < count; i++) {
    const row = values.subarray(i * size, (i + 1) * size)
    const total = row.reduce((sum, value) => sum + value, 0)
    row.set(row.map((value) => value / total))
  }
  return values
}

/** Rejects, saying which number is wrong, unless each is within `tolerance` of PyTorch's, as a share of the largest of them. */
export function close(
  name: string,
  found: ArrayLike<number>,
  expected: readonly number[],
  tolerance: number,
): void {
  const largest = Math.max(...expected.map((value) => Math.abs(value)))
  for (const [i, value] of expected.entries()) {
    const error = Math.abs(found[i] - value)
    if (!(error <= tolerance * largest)) {
      throw new Error(`${name}[${i}] is ${found[i]}; PyTorch has ${value}, and the largest is ${largest}`)
    }
  }
}
