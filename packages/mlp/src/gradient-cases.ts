import { type Backend, createRandom, type Matrix, type Random } from '@bilayer/core'
import reference from '../reference/reference.json' with { type: 'json' }
import { identity, relu } from './activation.ts'
import { checkGradients, formatGradientCheck } from './check-gradients.ts'
import { forward, gradients } from './gradients.ts'
import { initialise } from './initialise.ts'
import { meanSquaredError } from './loss.ts'
import { type Network } from './network.ts'
import { descend } from './optimise.ts'
import { sumOf } from './training.ts'

/** What a case gets from the conformance runner: the backend under test, and float64 arithmetic that knows its own bound. */
export interface GradientContext {
  readonly backend: Backend
  readonly oracle: {
    readonly backend: Backend
    readonly estimate: (matrix: Matrix) => { readonly values: Float64Array; readonly bounds: Float64Array }
  }
  readonly seed: number
}

/** A case for the conformance runner. It rejects, saying what is wrong, where the backend is. */
export interface GradientCase {
  readonly op: 'gradients'
  readonly title: string
  readonly level: 'core'
  readonly run: (context: GradientContext) => Promise<void>
}

/** How far a float32 run may be from PyTorch's in float64, as a share of the largest value. */
const REFERENCE_TOLERANCE = 1e-5

const depths = [
  [5, 1],
  [7, 6, 4],
  [9, 8, 7, 6],
  [3, 17, 33, 5],
]

/** Layers from m0 to mL, and n. */
const boundedSizes = [
  { layers: [1, 1, 1], samples: 1 },
  { layers: [5, 4, 3], samples: 2 },
  { layers: [17, 33, 9], samples: 31 },
  { layers: [64, 65, 10], samples: 63 },
  { layers: [20, 16, 12, 8, 4], samples: 15 },
]

/** Gradients and training on any backend, for the conformance runner: `runConformance(provider, { cases: gradientCases })`. */
export const gradientCases: readonly GradientCase[] = [
  ...reference.runs.map((run) => ({
    op: 'gradients' as const,
    title: `are those of PyTorch for ${run.layers.join('-')}, by name`,
    level: 'core' as const,
    run: ({ backend }: GradientContext) => gradientsOfReference(backend, run),
  })),
  ...reference.runs.map((run) => ({
    op: 'gradients' as const,
    title: `take the loss of ${run.layers.join('-')} where PyTorch's take it, in ten steps`,
    level: 'core' as const,
    run: ({ backend }: GradientContext) => stepsOfReference(backend, run),
  })),
  ...depths.map((layers) => ({
    op: 'gradients' as const,
    title: `of ${layers.join('-')} are the central differences of the loss in float64`,
    level: 'core' as const,
    run: ({ backend, seed }: GradientContext) => centralDifferences(backend, layers, seed),
  })),
  ...boundedSizes.map(({ layers, samples }) => ({
    op: 'gradients' as const,
    title: `of ${layers.join('-')} with ${samples} samples stay within the composed bound`,
    level: 'core' as const,
    run: (context: GradientContext) => composedBound(context, layers, samples),
  })),
]

type ReferenceRun = (typeof reference.runs)[number]

async function gradientsOfReference(backend: Backend, run: ReferenceRun): Promise<void> {
  const { network, X, Y } = uploadReference(backend, run)
  const found = gradients(network, X, Y)
  for (const { name, values } of run.gradients) {
    close(name, await entry(found, name).read(), values)
  }
}

async function stepsOfReference(backend: Backend, run: ReferenceRun): Promise<void> {
  const { network, X, Y } = uploadReference(backend, run)
  let current: Network = network
  const losses: number[] = []
  while (losses.length < run.losses.length) {
    const F = forward(current, X)[current.length]
    losses.push((await sumOf(backend.colsum(meanSquaredError.values(F, Y)))) / run.samples)
    current = descend(current, gradients(current, X, Y), run.learningRate)
  }
  close('the loss of each step', losses, run.losses)
}

function uploadReference(backend: Backend, run: ReferenceRun) {
  const matrices = new Map(
    run.parameters.map(({ name, rows, cols, values }) => [name, backend.matrix(rows, cols, values)]),
  )
  const network = run.layers.slice(1).map((_, l) => ({
    W: named(matrices, `W${l + 1}`),
    b: named(matrices, `b${l + 1}`),
    activation: l === run.layers.length - 2 ? identity : relu,
  }))
  const [inputs] = run.layers
  return {
    network,
    X: backend.matrix(inputs, run.samples, run.X),
    Y: backend.matrix(run.Y.length / run.samples, run.samples, run.Y),
  }
}

async function centralDifferences(backend: Backend, layers: readonly number[], seed: number): Promise<void> {
  const random = createRandom(seed)
  const network = withBiases(initialise(backend, layers, seed), random)
  const samplesOf = (size: number) => ({ values: uniform(6 * size, random), count: 6, size })
  const check = await checkGradients(network, samplesOf(layers[0]), samplesOf(layers[layers.length - 1]), {
    seed,
  })
  if (!check.passed)
    throw new Error(`the gradients are not the central differences\n${formatGradientCheck(check)}`)
}

async function composedBound(
  { backend, oracle, seed }: GradientContext,
  layers: readonly number[],
  samples: number,
) {
  const gradientsOn = (device: Backend) => {
    const random = createRandom(seed)
    const network = withBiases(initialise(device, layers, seed), random)
    const X = device.matrix(layers[0], samples, uniform(layers[0] * samples, random))
    const outputs = layers[layers.length - 1]
    const Y = device.matrix(outputs, samples, uniform(outputs * samples, random))
    return gradients(network, X, Y)
  }
  const found = gradientsOn(backend)
  const expected = gradientsOn(oracle.backend)
  for (const [l, { dW, db }] of found.entries()) {
    withinBounds(`∂ℓ/∂W${l + 1}`, await dW.read(), oracle.estimate(expected[l].dW))
    withinBounds(`∂ℓ/∂b${l + 1}`, await db.read(), oracle.estimate(expected[l].db))
  }
}

/** The network with biases that are not 0, so that a bias forgotten in a formula shows. */
function withBiases(network: Network, random: Random): Network {
  return network.map((layer) => ({
    ...layer,
    b: layer.W.backend.matrix(layer.W.rows, 1, uniform(layer.W.rows, random)),
  }))
}

const uniform = (length: number, random: Random): Float32Array =>
  Float32Array.from({ length }, () => 2 * random.uniform() - 1)

function entry(found: readonly { dW: Matrix; db: Matrix }[], name: string): Matrix {
  const { dW, db } = found[Number(name.slice(1)) - 1]
  return name.startsWith('W') ? dW : db
}

function named(matrices: ReadonlyMap<string, Matrix>, name: string): Matrix {
  const found = matrices.get(name)
  if (!found) throw new Error(`the reference has no ${name}`)
  return found
}

function close(name: string, found: ArrayLike<number>, expected: readonly number[]): void {
  const largest = Math.max(...expected.map((value) => Math.abs(value)))
  for (const [i, value] of expected.entries()) {
    const error = Math.abs(found[i] - value)
    if (!(error <= REFERENCE_TOLERANCE * largest)) {
      throw new Error(`${name}[${i}] is ${found[i]}; PyTorch has ${value}, and the largest is ${largest}`)
    }
  }
}

function withinBounds(
  name: string,
  found: Float32Array,
  { values, bounds }: { values: Float64Array; bounds: Float64Array },
) {
  for (const [i, value] of values.entries()) {
    const error = Math.abs(found[i] - value)
    if (!(error <= bounds[i])) {
      throw new Error(
        `${name}[${i}] is ${found[i]}; in float64 it is ${value}, and the bound is ${bounds[i]}`,
      )
    }
  }
}
