import { type Backend, defineBackend, type Matrix } from '@bilayer/core'
import { float64Backend, float64Values, referenceDefinition } from '@bilayer/core/reference'
import { describe, expect, test } from 'vitest'
import { gradientCases } from './gradient-cases.ts'

const oracle = { backend: float64Backend(), estimate: (matrix: Matrix) => estimateOf(matrix) }

/** float64 arithmetic against itself: no error is allowed beyond reading it as float32. */
function estimateOf(matrix: Matrix) {
  const values = float64Values(matrix)
  return { values, bounds: values.map((value) => Math.abs(value) * 2 ** -24) }
}

const { core, ...rest } = referenceDefinition('off', (length) => new Float64Array(length))

/** A backend whose products with a view on the right, such as ∂ℓ/∂W, are off by a factor. */
const weightsOff = (factor: number): Backend =>
  defineBackend({
    ...rest,
    core: {
      ...core,
      matmul: (a, b) => core.matmul(a, b).map((value) => (b.transposed ? factor * value : value)),
    },
  })

/** A backend whose column sums, such as ∂ℓ/∂b and the loss, are off by a factor. */
const biasesOff = (factor: number): Backend =>
  defineBackend({ ...rest, core: { ...core, colsum: (a) => core.colsum(a).map((value) => factor * value) } })

/** What nobody reads here. */
const noteErrorShare = (): void => {}

const runOn = (backend: Backend, title: string): Promise<void> | undefined =>
  gradientCases
    .find((gradientCase) => gradientCase.title === title)
    ?.run({ backend, oracle, seed: 1, noteErrorShare })

test('the cases of the derivation are these', () => {
  expect(gradientCases.slice(0, 15).map(({ title }) => title)).toEqual([
    'are those of PyTorch for 8-6-3, by name',
    'are those of PyTorch for 4-7-5-2, by name',
    'are those of PyTorch for 6-1, by name',
    "take the loss of 8-6-3 where PyTorch's take it, in ten steps",
    "take the loss of 4-7-5-2 where PyTorch's take it, in ten steps",
    "take the loss of 6-1 where PyTorch's take it, in ten steps",
    'of 5-1 are the central differences of the loss in float64',
    'of 7-6-4 are the central differences of the loss in float64',
    'of 9-8-7-6 are the central differences of the loss in float64',
    'of 3-17-33-5 are the central differences of the loss in float64',
    'of 1-1-1 with 1 samples stay within the composed bound',
    'of 5-4-3 with 2 samples stay within the composed bound',
    'of 17-33-9 with 31 samples stay within the composed bound',
    'of 64-65-10 with 63 samples stay within the composed bound',
    'of 20-16-12-8-4 with 15 samples stay within the composed bound',
  ])
})

test('the others are every activation with every loss, and every optimiser and schedule', () => {
  const titles = gradientCases.slice(15).map(({ op, title }) => `${op} ${title}`)
  expect(titles).toHaveLength(2 * 5 * 4 + 11)
  expect(titles).toContain('gradients of sigmoid and huber are those of PyTorch, by name')
  expect(titles).toContain(
    'gradients of tanh and softmaxCrossEntropy are the central differences of the loss in float64',
  )
  expect(titles.slice(-11)).toEqual(
    [
      'sgd',
      'momentum',
      'nesterov',
      'rmsProp',
      'adam',
      'adamW',
      'momentum with stepDecay',
      'momentum with cosine',
      'momentum with reduceOnPlateau',
      'sgd with clipNorm',
      'adam with weightDecay',
    ].map((name) => `training by ${name} goes where PyTorch's goes, in 50 steps`),
  )
})

describe.each(gradientCases)('$op $title', ({ run }) => {
  test('on a right backend', async () => {
    await expect(run({ backend: oracle.backend, oracle, seed: 1, noteErrorShare })).resolves.toBeUndefined()
  })

  test.each([
    ['the gradients of the weights are a tenth too large', weightsOff(1.1)],
    ['the gradients of the biases are a tenth too large', biasesOff(1.1)],
    ['the gradients of the weights are NaN', weightsOff(Number.NaN)],
    ['the gradients of the biases are NaN', biasesOff(Number.NaN)],
  ])('not where %s', async (_, backend) => {
    await expect(run({ backend, oracle, seed: 1, noteErrorShare })).rejects.toThrow(
      /PyTorch has|not the central differences|the bound is|The loss became NaN/u,
    )
  })
})

test.each([
  [
    'are those of PyTorch for 8-6-3, by name',
    weightsOff(2),
    /^W1\[0\] is \S+; PyTorch has \S+, and the largest is 5\.15\d+$/u,
  ],
  [
    'are those of PyTorch for 8-6-3, by name',
    biasesOff(2),
    /^b1\[0\] is \S+; PyTorch has \S+, and the largest is 3\.33\d+$/u,
  ],
  [
    "take the loss of 6-1 where PyTorch's take it, in ten steps",
    weightsOff(2),
    /^the loss of each step\[1\] is /u,
  ],
  [
    'of 7-6-4 are the central differences of the loss in float64',
    weightsOff(2),
    /^the gradients are not the central differences\nparameter .*\nW1 .* WRONG\n/u,
  ],
  [
    'of 5-4-3 with 2 samples stay within the composed bound',
    weightsOff(2),
    /^∂ℓ\/∂W1\[\d+\] is \S+; in float64 it is \S+, and the bound is \S+$/u,
  ],
  [
    'of 5-4-3 with 2 samples stay within the composed bound',
    biasesOff(2),
    /^∂ℓ\/∂b1\[\d+\] is \S+; in float64 it is \S+, and the bound is \S+$/u,
  ],
])('gradients %s: what is wrong is told: %#', async (title, backend, message) => {
  await expect(runOn(backend, title)).rejects.toThrow(message)
})

test('PyTorch is matched to 10⁻⁵ of the largest derivative', async () => {
  const title = 'are those of PyTorch for 8-6-3, by name'
  await expect(runOn(biasesOff(1 + 0.8e-5), title)).resolves.toBeUndefined()
  await expect(runOn(biasesOff(1 + 1.2e-5), title)).rejects.toThrow('b1[')
})
