import { type Backend, createRandom, type Matrix } from '@bilayer/core'
import reference from '../reference/reference.json' with { type: 'json' }
import { relu } from './activation.ts'
import {
  centralDifferences,
  close,
  type GradientCase,
  type GradientContext,
  uniform,
  withBiases,
} from './case.ts'
import { forward, gradients } from './gradients.ts'
import { initialise } from './initialise.ts'
import { meanSquaredError } from './loss.ts'
import type { Network } from './network.ts'
import { descend } from './optimise.ts'
import { networkOf } from './parameters.ts'
import { sumOf } from './training.ts'
import { trainingCases } from './training-cases.ts'

export type { GradientCase, GradientContext } from './case.ts'

/** How far a float32 run may be from PyTorch's in float64, as a share of the largest value. */
const TOLERANCE = 1e-5

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
    run: (context: GradientContext) => centralDifferences(context, layers),
  })),
  ...boundedSizes.map(({ layers, samples }) => ({
    op: 'gradients' as const,
    title: `of ${layers.join('-')} with ${samples} samples stay within the composed bound`,
    level: 'core' as const,
    run: (context: GradientContext) => composedBound(context, layers, samples),
  })),
  ...trainingCases,
]

type ReferenceRun = (typeof reference.runs)[number]

async function gradientsOfReference(backend: Backend, run: ReferenceRun): Promise<void> {
  const { network, X, Y } = uploadReference(backend, run)
  const found = gradients(network, X, Y)
  for (const { name, values } of run.gradients) {
    close(name, await entry(found, name).read(), values, TOLERANCE)
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
  close('the loss of each step', losses, run.losses, TOLERANCE)
}

function uploadReference(backend: Backend, run: ReferenceRun) {
  const parameters = run.parameters.map((each) => ({ ...each, values: Float32Array.from(each.values) }))
  return {
    network: networkOf(backend, parameters, relu),
    X: backend.matrix(run.layers[0], run.samples, run.X),
    Y: backend.matrix(run.Y.length / run.samples, run.samples, run.Y),
  }
}

async function composedBound(
  { backend, oracle, seed, noteErrorShare }: GradientContext,
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
    noteErrorShare(withinBounds(`∂ℓ/∂W${l + 1}`, await dW.read(), oracle.estimate(expected[l].dW)))
    noteErrorShare(withinBounds(`∂ℓ/∂b${l + 1}`, await db.read(), oracle.estimate(expected[l].db)))
  }
}

function entry(found: readonly { dW: Matrix; db: Matrix }[], name: string): Matrix {
  const { dW, db } = found[Number(name.slice(1)) - 1]
  return name.startsWith('W') ? dW : db
}

/** Throws where an error is larger than its bound; gives the largest share that one takes of it. */
function withinBounds(
  name: string,
  found: Float32Array,
  { values, bounds }: { values: Float64Array; bounds: Float64Array },
): number {
  let largest = 0
  for (const [i, value] of values.entries()) {
    const error = Math.abs(found[i] - value)
    if (!(error <= bounds[i])) {
      throw new Error(
        `${name}[${i}] is ${found[i]}; in float64 it is ${value}, and the bound is ${bounds[i]}`,
      )
    }
    if (error > 0) largest = Math.max(largest, error / bounds[i])
  }
  return largest
}
