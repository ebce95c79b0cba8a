import { cpuJs } from '@bilayer/backend-cpu-js'
import { expect, test } from 'vitest'
import { train, type TrainOptions } from './index.ts'

const backend = cpuJs()

const exclusiveOr = [
  { input: [0, 0], output: [0] },
  { input: [0, 1], output: [1] },
  { input: [1, 0], output: [1] },
  { input: [1, 1], output: [0] },
]

test.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])('exclusive or is learnt from lists, with seed %d', async (seed) => {
  await using net = await train(exclusiveOr, { backend, seed })
  expect(net.error).toBeLessThanOrEqual(0.005)
  for (const { input, output } of exclusiveOr) {
    expect(Math.abs((await net.run(input))[0] - output[0])).toBeLessThan(0.1)
  }
})

test('numbers in objects are learnt, and what is left out is 0', async () => {
  const data = [
    { input: { r: 0.03, g: 0.7, b: 0.5 }, output: { black: 1 } },
    { input: { r: 0.16, g: 0.09, b: 0.2 }, output: { white: 1 } },
    { input: { r: 0.5, g: 0.5, b: 1 }, output: { white: 1 } },
  ]
  await using net = await train(data, { backend })
  const { white, black } = await net.run({ r: 1, b: 1, g: 0.4 })
  expect(white).toBeGreaterThan(0.8)
  expect(black).toBeLessThan(0.2)
  expect(await net.run({ r: 0.5 })).toEqual(await net.run({ r: 0.5, g: 0, b: 0 }))
})

test('shares are learnt until nothing but their own entropy is left', async () => {
  const data = [
    { input: [0], output: [0.25] },
    { input: [1], output: [0.75] },
  ]
  await using net = await train(data, { backend })
  expect(net.iterations).toBeLessThan(2000)
  expect((await net.run([0]))[0]).toBeCloseTo(0.25, 1)
})

test('training ends once the signal is aborted', async () => {
  await using net = await train(exclusiveOr, { backend, signal: { aborted: true } })
  expect(net.iterations).toBe(0)
})

test('nothing is left once the net is disposed', async () => {
  const before = backend.memory()
  const net = await train(exclusiveOr, { backend, iterations: 3 })
  await net.dispose()
  expect(backend.memory()).toEqual(before)
  await expect(net.run([0, 0])).rejects.toThrow('the model was disposed')
})

test.each([
  [[], {}, 'data has no examples; training needs one at least.'],
  [undefined, {}, 'data is undefined; it must be an array of { input, output }.'],
  [[null], {}, 'data[0] is null; it must be an object, such as { input: [0, 1], output: [1] }.'],
  [[{ input: [1] }], {}, 'data has no numbers in its outputs; it needs one at least.'],
  [[{ input: [], output: [1] }], {}, 'data has no numbers in its inputs; it needs one at least.'],
  [[{ input: [1], output: [2] }], {}, 'data[0].output[0] is 2; it must be a finite number from 0 to 1.'],
  [[{ input: [Number.NaN], output: [1] }], {}, 'data[0].input[0] is NaN; it must be a finite number.'],
  [
    [...exclusiveOr, { input: [1], output: [1] }],
    {},
    'data[4].input has 1 numbers; it must have 2, as the first example.',
  ],
  [
    [...exclusiveOr, { input: { a: 1 }, output: [1] }],
    {},
    'data[4].input is an Object; it must be an array of numbers, as the examples have.',
  ],
  [
    [{ input: { a: '1' }, output: [1] }],
    {},
    'data[0].input.a is the string "1"; it must be a finite number.',
  ],
  [exclusiveOr, { hiddenLayers: [0] }, 'hiddenLayers[0] is 0; it must be a whole number, 1 or more.'],
  [exclusiveOr, { activation: 'gelu' }, 'activation is the string "gelu"; it must be one of: identity'],
  [exclusiveOr, { iterations: 0.5 }, 'iterations is 0.5; it must be a whole number, 1 or more.'],
  [exclusiveOr, { errorThresh: -1 }, 'errorThresh is -1; it must be a number, 0 or more.'],
  [exclusiveOr, { backend: undefined }, 'backend is undefined; it must be a backend, such as cpuJs()'],
])('%j with %j is refused', async (data, options, message) => {
  await expect(train(data as typeof exclusiveOr, { backend, ...(options as TrainOptions) })).rejects.toThrow(
    message,
  )
})

test('a name that no example has is refused', async () => {
  await using net = await train([{ input: { a: 1 }, output: { b: 1 } }], { backend, iterations: 1 })
  await expect(net.run({ c: 1 })).rejects.toThrow('input has "c", which no example has; they have: a.')
  await expect(net.run([1])).rejects.toThrow('input is an array of 1; it must be an object of numbers')
})
