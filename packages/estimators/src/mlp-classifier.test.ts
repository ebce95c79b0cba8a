import { cpuJs } from '@bilayer/backend-cpu-js'
import { describe, expect, test } from 'vitest'
import { type Label, MlpClassifier, type MlpClassifierOptions } from './index.ts'
import { clusters } from './testing/problems.ts'

const backend = cpuJs()
const classifier = <L extends Label = Label>(options: MlpClassifierOptions = {}) =>
  new MlpClassifier<L>({ backend, hiddenLayerSizes: [16], learningRateInit: 0.01, ...options })

describe.each<{ kind: string; labels: Label[] }>([
  { kind: 'three strings', labels: ['cat', 'ant', 'bee'] },
  { kind: 'numbers', labels: [10, -1, 2.5, 3] },
  { kind: 'booleans', labels: [true, false] },
  { kind: 'two strings', labels: ['yes', 'no'] },
])('labels that are $kind', ({ labels }) => {
  const { X, y } = clusters(labels, 120)
  const unseen = clusters(labels, 60, 1)

  test('are learnt, and come out again', async () => {
    using model = classifier()
    await model.fit(X, y)
    expect(await model.score(unseen.X, unseen.y)).toBe(1)
    expect(await model.predict(unseen.X)).toEqual(unseen.y)
  })

  test('have probabilities that add up to 1, in the order of classes, the largest that of the prediction', async () => {
    using model = classifier({ maxIter: 5 })
    await model.fit(X, y)
    const predicted = await model.predict(X)
    for (const [i, row] of (await model.predictProba(X)).entries()) {
      expect(row).toHaveLength(labels.length)
      expect(row.reduce((sum, p) => sum + p)).toBeCloseTo(1, 12)
      expect(model.classes[row.indexOf(Math.max(...row))]).toBe(predicted[i])
    }
  })
})

test('classes are in the order of scikit-learn', async () => {
  using numbers = classifier()
  await numbers.fit([[0], [1], [2]], [10, 9, -1])
  expect(numbers.classes).toEqual([-1, 9, 10])
  using words = classifier<string>()
  await words.fit([[0], [1], [2]], ['b', 'a', 'B'])
  expect(words.classes).toEqual(['B', 'a', 'b'])
  using booleans = classifier()
  await booleans.fit([[0], [1]], [true, false])
  expect(booleans.classes).toEqual([false, true])
})

test('two classes have one logistic output, more have one each', async () => {
  using two = classifier()
  await two.fit([[0], [1]], ['a', 'b'])
  expect(two.model.layers).toEqual([1, 16, 1])
  using three = classifier()
  await three.fit([[0], [1], [2]], ['a', 'b', 'c'])
  expect(three.model.layers).toEqual([1, 16, 3])
})

test('rows may be arrays, typed arrays, or one typed array with its shape', async () => {
  const { X, y } = clusters(['a', 'b'], 20)
  const learnt = async (rows: Parameters<MlpClassifier['fit']>[0]) => {
    using model = classifier({ maxIter: 3 })
    await model.fit(rows, y)
    return await model.predictProba(rows)
  }
  const expected = await learnt(X)
  expect(await learnt(X.map((row) => Float64Array.from(row)))).toEqual(expected)
  expect(await learnt({ values: Float32Array.from(X.flat()), count: 20, size: 2 })).toEqual(expected)
})

/** One sample in ten is positive, and those cannot be told from the others. */
const rare = {
  X: Array.from({ length: 100 }, () => [1]),
  y: Array.from({ length: 100 }, (_, i) => (i % 10 === 0 ? 'yes' : 'no')),
}

test.each<[string, MlpClassifierOptions['classWeight'], number]>([
  ['as they are', undefined, 0.1],
  ['balanced', 'balanced', 0.5],
  ['by an object', { yes: 9 }, 0.5],
  ['by a map', new Map([['no', 0.5]]), 0.2 / 1.1],
])('classes that are weighted %s become as likely', async (_, classWeight, expected) => {
  using model = classifier({ maxIter: 500, ...(classWeight !== undefined && { classWeight }) })
  await model.fit(rare.X, rare.y)
  expect((await model.predictProba([[1]]))[0][1]).toBeCloseTo(expected, 1)
})

test('samples count by their weights, times those of their classes', async () => {
  const sampleWeights = rare.y.map((label) => (label === 'yes' ? 3 : 1))
  using model = classifier({ maxIter: 500, classWeight: { yes: 3 } })
  await model.fit(rare.X, rare.y, { sampleWeights })
  expect((await model.predictProba([[1]]))[0][1]).toBeCloseTo(0.5, 1)
})

test('weights of booleans and of numbers are found in an object', async () => {
  using model = classifier({ classWeight: { true: 2, false: 1 }, maxIter: 1 })
  await model.fit([[0], [1]], [true, false])
  using numbers = classifier({ classWeight: { 1: 2 }, maxIter: 1 })
  await expect(numbers.fit([[0], [1]], [0, 1])).resolves.toBe(numbers)
})

test('partialFit learns from parts, one epoch a call, with classes that are told at first', async () => {
  const { X, y } = clusters(['a', 'b', 'c'], 120)
  using model = classifier()
  for (let epoch = 0; epoch < 60; epoch++) {
    await model.partialFit(X.slice(0, 40), y.slice(0, 40), { classes: ['a', 'b', 'c'] })
    await model.partialFit(X.slice(40), y.slice(40))
  }
  expect(model.iterations).toBe(120)
  expect(await model.score(X, y)).toBeGreaterThan(0.95)
})

test('partialFit keeps to the classes that it was first told', async () => {
  using model = classifier<string>()
  await model.partialFit([[0]], ['a'], { classes: ['b', 'a'] })
  await model.partialFit([[0]], ['a'], { classes: ['a', 'b'] })
  await expect(model.partialFit([[0]], ['a'], { classes: ['a', 'c'] })).rejects.toThrow(
    'classes has a, c; what was learnt tells apart a, b.',
  )
})

test('partialFit goes on with the optimiser as one fit over the epochs would', async () => {
  const { X, y } = clusters(['a', 'b', 'c'], 50)
  using parts = classifier()
  for (let epoch = 0; epoch < 5; epoch++) await parts.partialFit(X, y)
  using whole = classifier({ maxIter: 5 })
  await whole.fit(X, y)
  expect(parts.lossCurve).toEqual(whole.lossCurve)
  expect(await parts.model.parameters()).toEqual(await whole.model.parameters())
})

const two = [[0], [1]]

test.each<[unknown, unknown, unknown, string]>([
  [
    undefined,
    ['a', 'b'],
    {},
    'X is undefined; it must be an array of rows, { values: Float32Array, count, size }, or a table.',
  ],
  [[], ['a', 'b'], {}, 'X has no samples; it needs one at least.'],
  [[[], []], ['a', 'b'], {}, 'X has no numbers in a sample; it needs one at least.'],
  [[[1], [1, 2]], ['a', 'b'], {}, 'X[1] has 2 numbers, and X[0] has 1; every row must be as long.'],
  [[1, 2], ['a', 'b'], {}, 'X[0] is 1; it must be an array of numbers.'],
  [
    [
      [1, 2],
      [3, Number.NaN],
    ],
    ['a', 'b'],
    {},
    'X holds NaN in column 1 of sample 1, both counted from 0; every number must be finite.',
  ],
  [[[1], [-Infinity]], ['a', 'b'], {}, 'X holds -Infinity in column 0 of sample 1'],
  [
    [[1], [1e39]],
    ['a', 'b'],
    {},
    'X holds 1e+39 in column 0 of sample 1, both counted from 0; every number must be finite, in 32 bits too.',
  ],
  [[[1], ['2']], ['a', 'b'], {}, 'X holds the string "2" in column 0 of sample 1'],
  [
    { values: Float32Array.of(1, Number.NaN), count: 2, size: 1 },
    ['a', 'b'],
    {},
    'X holds NaN in column 0 of sample 1',
  ],
  [
    { values: Float32Array.of(1), count: 2, size: 1 },
    ['a', 'b'],
    {},
    'X has 1 values; 2 samples of 1 take 2.',
  ],
  [two, ['a'], {}, 'y has one class, the string "a"; a classifier needs two at least.'],
  [two, ['a', 'a'], {}, 'y has one class, the string "a"; a classifier needs two at least.'],
  [two, ['a', 'b', 'a'], {}, 'y has 3 labels, and X 2 samples; each sample needs one.'],
  [two, [1, null], {}, 'y[1] is null; a label must be a string, a number or a boolean.'],
  [two, [1, Number.NaN], {}, 'y[1] is NaN; a label must be a string, a number or a boolean.'],
  [
    two,
    [1, '1'],
    {},
    'y[1] is the string "1", and y[0] 1; labels must be all strings, all numbers or all booleans.',
  ],
  [two, undefined, {}, 'y is undefined; it must be an array of labels.'],
  [two, ['a', 'b'], null, 'options is null; it must be an object'],
  [
    two,
    ['a', 'b'],
    { sampleWeights: [1] },
    'sampleWeights has 1 numbers, and X 2 samples; each sample needs one.',
  ],
  [two, ['a', 'b'], { sampleWeights: [1, -1] }, 'sampleWeights[1] is -1; it must be a number, 0 or more.'],
  [two, ['a', 'b'], { sampleWeights: 1 }, 'sampleWeights is 1; it must be an array of numbers.'],
  [two, ['a', 'b'], { onEpoch: 1 }, 'onEpoch is 1; it must be a function.'],
  [two, ['a', 'b'], { signal: 1 }, 'signal is 1; it must be an AbortSignal.'],
])('fit of %j and %j with %j is refused', async (X, y, options, message) => {
  using model = classifier({ maxIter: 1 })
  await expect(model.fit(X as number[][], y as string[], options as object)).rejects.toThrow(message)
})

test('what is refused leaves what was learnt', async () => {
  using model = classifier({ maxIter: 1 })
  await model.fit([[0], [1]], ['a', 'b'])
  const before = await model.predictProba([[0]])
  await expect(model.fit([[0], [1]], ['x', 'x'])).rejects.toThrow('y has one class')
  expect(await model.predictProba([[0]])).toEqual(before)
})

describe('after it has learnt', () => {
  const model = classifier<string | number>({ maxIter: 1 })

  test.each<[string, () => Promise<unknown>, string]>([
    [
      'predict of another width',
      () => model.predict([[1]]),
      'X has 1 numbers in a sample; what was learnt takes 2.',
    ],
    ['predict of NaN', () => model.predict([[1, Number.NaN]]), 'X holds NaN in column 1 of sample 0'],
    ['predictProba of no samples', () => model.predictProba([]), 'X has no samples; it needs one at least.'],
    [
      'score of an unknown label',
      () => model.score([[1, 2]], ['c']),
      'y[0] is the string "c", which is no class; there are: a, b.',
    ],
    [
      'score of a label of another kind',
      () => model.score([[1, 2]], [1]),
      'y[0] is 1, which is no class; there are: a, b.',
    ],
    [
      'score of too few labels',
      () =>
        model.score(
          [
            [1, 2],
            [1, 2],
          ],
          ['a'],
        ),
      'y has 1 labels, and X 2 samples; each sample needs one.',
    ],
    [
      'partialFit of an unknown label',
      () => model.partialFit([[1, 2]], ['c']),
      'y[0] is the string "c", which is no class',
    ],
    [
      'partialFit of another width',
      () => model.partialFit([[1]], ['a']),
      'X has 1 numbers in a sample; what was learnt takes 2.',
    ],
  ])('%s is refused', async (_, call, message) => {
    await model.fit(
      [
        [0, 1],
        [1, 0],
      ],
      ['a', 'b'],
    )
    await expect(call()).rejects.toThrow(message)
  })
})

test.each<[unknown, string]>([
  ['equal', 'classWeight is the string "equal"; it must be an object, such as { no: 1, yes: 5 }, a Map, or'],
  [{ a: -1 }, 'classWeight of the string "a" is -1; it must be a number, 0 or more.'],
])('classWeight %j is refused', (classWeight, message) => {
  expect(() => classifier({ classWeight: classWeight as 'balanced' })).toThrow(message)
})

test('weights of what is no class are refused', async () => {
  using model = classifier({ classWeight: { c: 1 } })
  await expect(model.fit([[0], [1]], ['a', 'b'])).rejects.toThrow(
    'classWeight has the string "c", which is no class; there are: a, b.',
  )
  using balanced = classifier({ classWeight: 'balanced' })
  await expect(balanced.partialFit([[0], [1]], ['a', 'b'])).rejects.toThrow('classWeight is balanced, which')
})
