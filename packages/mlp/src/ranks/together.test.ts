import { cpuJs } from '@bilayer/backend-cpu-js'
import { wasm } from '@bilayer/backend-wasm'
import { createOracle } from '@bilayer/conformance'
import {
  type Backend,
  type Checkpoint,
  createRandom,
  ieee754,
  localCommunicator,
  type Parameter,
  permutation,
  selectSamples,
  sliceSamples,
} from '@bilayer/core'
import { float64Backend, float64Values } from '@bilayer/core/reference'
import { describe, expect, test } from 'vitest'
import { tanh } from '../activation.ts'
import type { Batch } from '../batches.ts'
import type { FitOptions, Progress } from '../fit-options.ts'
import { gradients } from '../gradients.ts'
import { type Loss, meanSquaredError, softmaxCrossEntropy } from '../loss.ts'
import { createMlp, type Mlp } from '../mlp.ts'
import { descend } from '../optimise.ts'
import { adam } from '../optimiser.ts'
import { networkOf } from '../parameters.ts'
import { onRanks } from '../testing/on-ranks.ts'
import { shortTraining } from '../testing/options.ts'
import { samplesOf } from '../testing/samples.ts'
import { optimisers } from '../training-cases.ts'
import { weighted } from '../weighted-batches.ts'
import { partOfRank } from './part.ts'

const { X, Y } = samplesOf(23)
const sampleWeights = Float32Array.from({ length: X.count }, (_, i) => (i % 4) / 2)
const create = (backend: Backend = cpuJs()) =>
  createMlp(backend, { layers: [3, 6, 5, 2], seed: 1, activation: tanh })

/** The last batch of an epoch has three samples, fewer than four ranks. */
const options = shortTraining(5)

/** What is left of a training: its losses, the parameters after each step, and the last checkpoint. */
async function trained(model: Mlp, chosen: FitOptions) {
  const steps: Parameter[][] = []
  const result = await model.fit(X, Y, {
    ...chosen,
    onBatch: async (progress) => {
      steps.push(await model.parameters())
      return chosen.onBatch?.(progress)
    },
  })
  return { result, steps, checkpoint: await model.checkpoint() }
}

const alone = (chosen: FitOptions) => trained(create(), chosen)
const together = (size: number, chosen: FitOptions) =>
  onRanks(size, (communicator) => trained(create(), { ...chosen, communicator }))

describe.each([2, 3, 4])('%i ranks', (size) => {
  test.each<[string, Partial<FitOptions>]>([
    ['the mean squared error', { loss: meanSquaredError }],
    ['softmax and cross-entropy', { loss: softmaxCrossEntropy }],
    ['weights of samples', { loss: meanSquaredError, sampleWeights }],
    ['a batch of fewer samples than ranks', { loss: meanSquaredError, batchSize: 1 }],
  ])('take the step of one process within the composed bound, with %s', async (_, chosen) => {
    const batchSize = chosen.batchSize ?? 23
    const epoch: FitOptions = { ...options, ...chosen, epochs: 1, batchSize, learningRate: 0.5 }
    const [{ steps }] = await together(size, epoch)
    const parameters = await create().parameters()
    const { whole, composed } = stepOnOracle(parameters, epoch, size)
    for (const [i, { name, values }] of steps[0].entries()) {
      for (const [at, found] of values.entries()) {
        // Both are sums in float64, in another order.
        const bound = composed[i].bounds[at] + 2 ** -40
        expect(Math.abs(found - whole[i].values[at]), `${name}[${at}]`).toBeLessThanOrEqual(bound)
      }
    }
  })

  test.each(Object.entries(optimisers))(
    'have the same bits after every step, and go where one process goes, in 100 steps of %s',
    async (_, optimiser) => {
      const long = { ...options, optimiser, epochs: 20 }
      const found = await together(size, long)
      for (const each of found) expect(each).toEqual(found[0])
      const [{ steps, checkpoint, result }] = found
      const one = await alone(long)
      expect(steps).toHaveLength(100)
      const { random, epoch, batch, samples, seen } = one.checkpoint
      expect(checkpoint).toMatchObject({ random, epoch, batch, samples, seen, steps: 100 })
      expect(result.losses).toHaveLength(20)
      // A gradient is rounded once or twice more often than that of one process, so that it leads as far from float64 as that does, but for
      // chance: a hundred errors that add up may be some times as large as a hundred others.
      const exact = await trainedInFloat64(long)
      const apart = distance(steps[99], exact)
      expect(apart).toBeGreaterThan(0)
      expect(apart).toBeLessThanOrEqual(8 * distance(one.steps[99], exact))
    },
  )

  test('train as one process does on samples that are resident, and on batches from elsewhere', async () => {
    const [{ steps }] = await together(size, { ...options, sampleWeights })
    const [resident] = await together(size, { ...options, sampleWeights, resident: true })
    expect(resident.steps).toEqual(steps)
    const found = await onRanks(size, async (communicator) => {
      using model = create()
      await model.fit(givenBatches, { ...options, communicator })
      return await model.parameters()
    })
    expect(found).toEqual(found.map(() => steps[19]))
  })

  test('keep nothing on the backend', async () => {
    await onRanks(size, async (communicator) => {
      using model = create()
      const { memory } = model.backend
      const kept: number[] = []
      const chosen = { ...options, communicator, optimiser: adam(), clipNorm: 1, weightDecay: 0.1 }
      await model.fit(X, Y, { ...chosen, onEpoch: () => void kept.push(memory().matrices) })
      expect(new Set(kept).size).toBe(1)
      expect(memory().matrices).toBe(18)
    })
  })

  test('take the same order up from the checkpoint of any number of ranks', async () => {
    const chosen = { ...options, optimiser: adam() }
    const isThere = ({ epoch, batch }: Progress) => (epoch === 2 && batch === 3 ? 'stop' : undefined)
    const [{ checkpoint: stored, result }] = await together(3, { ...chosen, onBatch: isThere })
    expect(result.stopped).toBe(true)
    const resume: Checkpoint = structuredClone(stored)
    const [resumed] = await together(size, { ...chosen, resume })
    const one = await alone({ ...chosen, resume })
    const [whole] = await together(3, chosen)
    expect(resumed.checkpoint.random).toEqual(whole.checkpoint.random)
    expect(resumed.steps).toHaveLength(12)
    if (size === 3) expect(resumed.checkpoint).toEqual(whole.checkpoint)
    const exact = await trainedInFloat64(chosen)
    const apart = 8 * distance(whole.steps[19], exact)
    expect(distance(resumed.steps[11], exact)).toBeLessThanOrEqual(apart)
    expect(distance(one.steps[11], exact)).toBeLessThanOrEqual(apart)
  })
})

/** The batches that `fit` makes of all samples, with the weights. */
async function* givenBatches(epoch: number): AsyncGenerator<Batch> {
  const random = createRandom(options.seed ?? 0)
  for (let before = 1; before < epoch; before++) permutation(X.count, random)
  const order = permutation(X.count, random)
  for (let from = 0; from < X.count; from += options.batchSize) {
    const indices = order.subarray(from, from + options.batchSize)
    yield {
      X: selectSamples(X, indices),
      Y: selectSamples(Y, indices),
      sampleWeights: Array.from(indices, (i) => sampleWeights[i]),
    }
  }
}

/** Where one process goes without rounding, so to say. */
async function trainedInFloat64(chosen: FitOptions): Promise<number[]> {
  using model = create(float64Backend())
  await model.fit(X, Y, chosen)
  return model.network.flatMap(({ W, b }) => [...float64Values(W), ...float64Values(b)])
}

/** The root of the mean squared difference. */
function distance(found: readonly Parameter[], exact: readonly number[]): number {
  const values = found.flatMap((parameter) => [...parameter.values])
  const squares = values.map((value, i) => (value - exact[i]) ** 2)
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / values.length)
}

/**
 * The step of one process on a first batch, and that of ranks which add up what their parts give: values in float64, and how far
 * float32 may lead from them.
 */
function stepOnOracle(parameters: readonly Parameter[], chosen: FitOptions, size: number) {
  const { loss = meanSquaredError, batchSize, learningRate, seed = 0, sampleWeights: weights } = chosen
  const { backend, estimate } = createOracle(ieee754)
  const order = permutation(X.count, createRandom(seed)).subarray(0, batchSize)
  const [x, y] = [selectSamples(X, order), selectSamples(Y, order)]
  const network = networkOf(backend, parameters, tanh)
  const gradientsOf = ({ from, to }: { from: number; to: number }) => {
    const [xs, ys] = [sliceSamples(x, from, to), sliceSamples(y, from, to)]
    const row =
      weights &&
      backend.matrix(
        1,
        to - from,
        [...order.subarray(from, to)].map((i) => weights[i]),
      )
    return gradients(
      network,
      backend.matrix(xs.count, xs.size, xs.values).T,
      backend.matrix(ys.count, ys.size, ys.values).T,
      scaled(row ? weighted(loss, row) : loss, (to - from) / order.length),
    )
  }
  const estimates = (found: ReturnType<typeof gradientsOf>) =>
    descend(network, found, learningRate).flatMap(({ W, b }) => [estimate(W), estimate(b)])
  const parts = Array.from({ length: size }, (_, rank) => partOfRank(order.length, { rank, size }))
    .filter(({ from, to }) => from < to)
    .map(gradientsOf)
  const sum = parts.reduce((before, part) =>
    before.map(({ dW, db }, l) => ({
      dW: backend.axpy(1, part[l].dW, dW),
      db: backend.axpy(1, part[l].db, db),
    })),
  )
  return { whole: estimates(gradientsOf({ from: 0, to: order.length })), composed: estimates(sum) }
}

const scaled = (loss: Loss, share: number): Loss => ({
  values: loss.values,
  gradient: (F, targets) => F.backend.scale(share, loss.gradient(F, targets)),
})

test('one rank of one has the bits of a process without a communicator', async () => {
  const expected = await alone({ ...options, optimiser: adam(), clipNorm: 0.5, weightDecay: 0.01 })
  const found = await alone({
    ...options,
    optimiser: adam(),
    clipNorm: 0.5,
    weightDecay: 0.01,
    communicator: localCommunicator(),
  })
  expect(found).toEqual(expected)
})

test('backends that differ take the parameters of rank 0, and so have the same bits', async () => {
  const backends = [cpuJs(), await wasm(), cpuJs()]
  const found = await onRanks(3, async (communicator) => {
    using model = create(backends[communicator.rank])
    return await trained(model, { ...options, optimiser: adam(), communicator })
  })
  expect(found.map(({ steps }) => steps)).toEqual(found.map(() => found[0].steps))
  const one = await alone({ ...options, optimiser: adam() })
  const exact = await trainedInFloat64({ ...options, optimiser: adam() })
  expect(distance(found[0].steps[19], exact)).toBeLessThanOrEqual(8 * distance(one.steps[19], exact))
  expect(found[2].checkpoint).toEqual(found[0].checkpoint)
  expect(backends.map((backend) => backend.memory().matrices)).toEqual([0, 0, 0])
})
