import { cpuJs } from '@bilayer/backend-cpu-js'
import { DivergedError } from '@bilayer/mlp'
import { expect, test } from 'vitest'
import { metrics, type MlpEstimatorOptions, MlpRegressor, type Targets } from './index.ts'
import { surface } from './testing/problems.ts'

const backend = cpuJs()
const regressor = <T extends number | number[] = number>(options: MlpEstimatorOptions = {}) =>
  new MlpRegressor<T>({
    backend,
    hiddenLayerSizes: [32],
    learningRateInit: 0.01,
    activation: 'tanh',
    ...options,
  })

test('a function is learnt', async () => {
  const { X, y } = surface(300)
  const unseen = surface(100, 1)
  using model = regressor()
  await model.fit(X, y)
  expect(await model.score(unseen.X, unseen.y)).toBeGreaterThan(0.95)
  expect(metrics.r2(unseen.y, await model.predict(unseen.X))).toBeCloseTo(
    await model.score(unseen.X, unseen.y),
    6,
  )
})

test('rows of numbers are learnt, and come out as rows', async () => {
  const { X, y } = surface(300)
  const rows = y.map((value, i) => [value, X[i][0]])
  using model = regressor<number[]>()
  await model.fit(X, rows)
  const predicted = await model.predict(X)
  expect(predicted[0]).toHaveLength(2)
  expect(await model.score(X, rows)).toBeGreaterThan(0.95)
  expect(model.model.layers).toEqual([2, 32, 2])
})

test('rows of one number come out as rows', async () => {
  using model = regressor<number[]>({ maxIter: 1 })
  await model.fit([[0], [1]], [[0], [1]])
  expect(await model.predict([[0]])).toEqual([[expect.any(Number)]])
})

test('samples that count nothing are not learnt from', async () => {
  const X = [[0], [0], [0], [0]]
  using model = regressor({ maxIter: 400, nIterNoChange: Infinity })
  await model.fit(X, [1, 1, 5, 5], { sampleWeights: [1, 1, 0, 0] })
  expect((await model.predict([[0]]))[0]).toBeCloseTo(1, 1)
})

test('partialFit goes on as one fit over the epochs would', async () => {
  const { X, y } = surface(50)
  using parts = regressor({ solver: 'sgd', learningRate: 'invScaling', batchSize: 16 })
  for (let epoch = 0; epoch < 5; epoch++) await parts.partialFit(X, y)
  using whole = regressor({ solver: 'sgd', learningRate: 'invScaling', batchSize: 16, maxIter: 5 })
  await whole.fit(X, y)
  expect(await parts.model.parameters()).toEqual(await whole.model.parameters())
})

const two = [[0], [1]]

test.each<[unknown, string]>([
  [
    undefined,
    'y is undefined; it must be an array of rows, { values: Float32Array, count, size }, or a table.',
  ],
  [[], 'y has no numbers; it needs one at least.'],
  [[1, Number.NaN], 'y[1] is NaN; it must be a finite number.'],
  [[1, 1e39], 'y[1] is 1e+39; it must be a finite number.'],
  [['1', '2'], 'y[0] is the string "1"; it must be a finite number.'],
  [[1], 'y has 1 targets, and X 2 samples; each sample needs one.'],
  [[[1], [1, 2]], 'y[1] has 2 numbers, and y[0] has 1; every row must be as long.'],
  [
    [[1], [Infinity]],
    'y holds Infinity in column 0 of sample 1, both counted from 0; every number must be finite.',
  ],
])('targets %j are refused', async (y, message) => {
  using model = regressor({ maxIter: 1 })
  await expect(model.fit(two, y as Targets)).rejects.toThrow(message)
})

test('targets of another size than was learnt are refused', async () => {
  using model = regressor({ maxIter: 1 })
  await model.fit(two, [1, 2])
  await expect(
    model.score(two, [
      [1, 2],
      [3, 4],
    ]),
  ).rejects.toThrow('y has 2 numbers for a sample; what was learnt has 1.')
  await expect(
    model.partialFit(two, [
      [1, 2],
      [3, 4],
    ]),
  ).rejects.toThrow('y has 2 numbers for a sample; what was')
  await expect(model.score([[1]], [1])).rejects.toThrow('actual has one sample; R² needs two at least.')
})

test('training that diverges is told, and the model keeps numbers', async () => {
  using model = regressor({ solver: 'sgd', learningRateInit: 1e6, activation: 'relu' })
  const { X, y } = surface(50)
  await expect(model.fit(X, y)).rejects.toThrow(DivergedError)
  const parameters = await model.model.parameters()
  expect(parameters.every(({ values }) => values.every(Number.isFinite))).toBe(true)
})
