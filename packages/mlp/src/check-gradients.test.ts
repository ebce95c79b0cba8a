import type { Backend, Stored } from '@bilayer/core'
import { ArgumentError, createRandom, defineBackend, ShapeError } from '@bilayer/core'
import { float64Backend, referenceDefinition } from '@bilayer/core/reference'
import { describe, expect, test } from 'vitest'
import { identity, relu } from './activation.ts'
import { checkGradients, formatGradientCheck } from './check-gradients.ts'
import { gradients } from './gradients.ts'
import { initialise } from './initialise.ts'
import { disposeNetwork } from './network.ts'

const X = { values: new Float32Array([0, 0, 0, 1, 1, 0, 1, 1]), count: 4, size: 2 }
/** No output of a new network, not even where σ has its kink, at (0, 0). */
const Y = { values: new Float32Array([1, 0.5, 0.5, 1]), count: 4, size: 1 }

const definition = referenceDefinition<Float32Array>('plain', (length) => new Float32Array(length))
const check = (backend: Backend) => checkGradients(initialise(backend, [2, 8, 1], 3), X, Y)

test('a right backend passes for every parameter, at a kink of σ too', async () => {
  const backend = defineBackend(definition)
  const { parameters, passed } = await check(backend)
  expect(passed).toBe(true)
  expect(parameters.map(({ name, checked, kinks }) => ({ name, checked, kinks }))).toEqual([
    { name: 'W1', checked: 16, kinks: 0 },
    { name: 'b1', checked: 8, kinks: 0 },
    { name: 'W2', checked: 8, kinks: 0 },
    { name: 'b2', checked: 1, kinks: 0 },
  ])
})

test.each([
  {
    fault: 'a mask that is on everywhere',
    core: { mask: definition.core.relu },
    wrong: ['W1', 'b1'],
  },
  {
    fault: 'column sums that are a tenth too large',
    core: { colsum: (a: Stored<Float32Array>) => definition.core.colsum(a).map((value) => value * 1.1) },
    wrong: ['b1', 'b2'],
  },
])('$fault is found, and where', async ({ core, wrong }) => {
  const { parameters, passed } = await check(
    defineBackend({ ...definition, core: { ...definition.core, ...core } }),
  )
  expect(passed).toBe(false)
  expect(parameters.filter((parameter) => !parameter.passed).map(({ name }) => name)).toEqual(wrong)
})

test('formulas that are given are held in the place of our own', async () => {
  const network = initialise(float64Backend(), [2, 8, 1], 3)
  const { passed } = await checkGradients(network, X, Y, { gradients })
  expect(passed).toBe(true)

  const { parameters } = await checkGradients(network, X, Y, {
    gradients: (...given) => {
      const [first, last] = gradients(...given)
      return [first, { ...last, dW: last.dW.backend.scale(1.01, last.dW) }]
    },
  })
  expect(parameters.filter((parameter) => !parameter.passed).map(({ name }) => name)).toEqual(['W2'])
})

test('formulas that leave out a layer are refused, and nothing of theirs is left', async () => {
  const backend = float64Backend()
  const network = initialise(backend, [2, 8, 1], 3)
  const before = backend.memory()
  await expect(
    checkGradients(network, X, Y, { gradients: (...given) => gradients(...given).slice(1) }),
  ).rejects.toThrow(
    new ShapeError('layerGradients has 1 layers; the network has 2, and each needs its gradient.'),
  )
  expect(backend.memory()).toEqual(before)
})

test('a gradient that is NaN does not pass', async () => {
  const core = {
    ...definition.core,
    colsum: ({ rows }: Stored<Float32Array>) => new Float32Array(rows).fill(Number.NaN),
  }
  expect((await check(defineBackend({ ...definition, core }))).passed).toBe(false)
})

test('the table has a line for each parameter', async () => {
  const lines = formatGradientCheck(await check(float64Backend())).split('\n')
  expect(lines).toHaveLength(5)
  expect(lines[1]).toMatch(/^W1 +8 × 2 +16 of 16 +0 .* ok$/u)
})

test('the table says what was found, and what is wrong', () => {
  const W1 = { name: 'W1', rows: 4, cols: 300, checked: 23, kinks: 1, largest: 2, error: 1e-6, passed: true }
  const b1 = { name: 'b1', rows: 4, cols: 1, checked: 4, kinks: 0, largest: 0, error: 0.5, passed: false }
  expect(formatGradientCheck({ parameters: [W1, b1], tolerance: 1e-4, passed: false })).toBe(
    `
parameter  shape    checked     at a kink  largest  error   error / largest
W1         4 × 300  23 of 1200  1          2.00e+0  1.0e-6  5.0e-7 ≤ 0.0001  ok
b1         4 × 1    4 of 4      0          0.00e+0  5.0e-1  5.0e-1 > 0.0001  WRONG`.trimStart(),
  )
})

describe('σ(w x + b)', () => {
  const samples = (...values: number[]) => ({
    values: Float32Array.from(values),
    count: values.length,
    size: 1,
  })
  const { matrix } = float64Backend()
  const layer = (w: number, b: number, activation = identity) => ({
    W: matrix(1, 1, [w]),
    b: matrix(1, 1, [b]),
    activation,
  })
  const near = 2 ** -20

  test.each([
    ['above', near],
    ['below', -near],
  ])('is checked right %s its kink', async (_, z) => {
    const network = [layer(0.5, z - 0.5, relu), layer(3, 0)]
    const { parameters, passed } = await checkGradients(network, samples(1), samples(1))
    expect(passed).toBe(true)
    expect(parameters.map(({ checked }) => checked)).toEqual([1, 1, 1, 1])
  })

  test('is left out between two kinks, and a parameter of which nothing is left does not pass', async () => {
    const network = [layer(0, near, relu), layer(1, 0)]
    const { parameters, passed } = await checkGradients(network, samples(1, -1), samples(1, 2))
    expect(passed).toBe(false)
    expect(parameters.map(({ checked, kinks, passed: right }) => [checked, kinks, right])).toEqual([
      [0, 1, false],
      [1, 0, true],
      [1, 0, true],
      [1, 0, true],
    ])
  })

  test('has no kinks where σ is left out, after the last layer', async () => {
    const { passed } = await checkGradients([layer(0, near)], samples(1, -1), samples(1, 2))
    expect(passed).toBe(true)
  })

  test('is checked for large w, whose neighbours are far', async () => {
    const { passed } = await checkGradients([layer(1e4, 0)], samples(1e-4), samples(0))
    expect(passed).toBe(true)
  })
})

test('the tolerance is a share of the largest derivative', async () => {
  const colsum = (a: Stored<Float32Array>) => definition.core.colsum(a).map((value) => value * 1.1)
  const network = initialise(
    defineBackend({ ...definition, core: { ...definition.core, colsum } }),
    [2, 8, 1],
    3,
  )
  expect((await checkGradients(network, X, Y, { tolerance: 0.11 })).passed).toBe(true)
  const { parameters } = await checkGradients(network, X, Y, { tolerance: 0.09 })
  expect(parameters.map(({ passed }) => passed)).toEqual([true, false, true, false])
})

test('samples that do not fit are refused', async () => {
  const network = initialise(float64Backend(), [3, 1], 0)
  await expect(checkGradients(network, X, Y)).rejects.toThrow(
    new ShapeError('X has 2 numbers in a sample; the network takes 3.'),
  )
})

test('an aborted signal ends the check with its reason, at once or between two evaluations', async () => {
  const backend = float64Backend()
  const network = initialise(backend, [2, 8, 1], 3)
  const before = backend.memory()
  const reason = new Error('Ctrl-C')
  await expect(checkGradients(network, X, Y, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)

  await expect(checkGradients(network, X, Y, { signal: { aborted: true } })).rejects.toThrow(
    'The signal was aborted.',
  )

  const controller = new AbortController()
  const checking = checkGradients(network, X, Y, { signal: controller.signal })
  controller.abort(reason)
  await expect(checking).rejects.toBe(reason)
  expect(backend.memory()).toEqual(before)
})

test('a check of a large network lets other work of the thread in, which can end it', async () => {
  const samples = (size: number) => ({ values: new Float32Array(64 * size).fill(0.5), count: 64, size })
  const network = initialise(float64Backend(), [256, 256, 8], 3)
  const controller = new AbortController()
  let ticks = 0
  const timer = setInterval(() => {
    ticks++
    if (ticks === 5) controller.abort()
  }, 1)
  // Else it would take minutes.
  await expect(
    checkGradients(network, samples(256), samples(8), { entries: 1000, signal: controller.signal }),
  ).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
  clearInterval(timer)
  expect(ticks).toBe(5)
})

test('samples part by part give what all at once give', async () => {
  const random = createRandom(1)
  const samples = (size: number) => ({
    values: Float32Array.from({ length: 20 * size }, () => random.uniform() - 0.5),
    count: 20,
    size,
  })
  // 453,000 parameters: 18 samples a part, of 20.
  const { parameters, passed } = await checkGradients(
    initialise(float64Backend(), [450, 1000, 2], 5),
    samples(450),
    samples(2),
    { entries: 1 },
  )
  expect(passed).toBe(true)
  expect(parameters.map(({ checked }) => checked)).toEqual([1, 1, 1, 1])
})

test('a network that is disposed meanwhile is checked as it was', async () => {
  const network = initialise(float64Backend(), [2, 8, 1], 3)
  const expected = await checkGradients(network, X, Y)
  const checking = checkGradients(network, X, Y)
  disposeNetwork(network)
  expect(await checking).toEqual(expected)
})

test('the entries are different ones, all where a parameter has no more', async () => {
  const network = initialise(float64Backend(), [2, 8, 1], 3)
  const { parameters } = await checkGradients(network, X, Y, { entries: 15 })
  expect(parameters.map(({ checked, kinks }) => checked + kinks)).toEqual([15, 8, 8, 1])
})

test('there is nothing to check without samples', async () => {
  const none = (size: number) => ({ values: new Float32Array(), count: 0, size })
  const network = initialise(float64Backend(), [2, 8, 1], 3)
  await expect(checkGradients(network, none(2), none(1))).rejects.toThrow(
    new ArgumentError('X has no samples; a gradient check needs at least one.'),
  )
})
