import { cpuJs } from '@bilayer/backend-cpu-js'
import { createTable, withoutColumns } from '@bilayer/data'
import { ArgumentError } from '@bilayer/core'
import { expect, test } from 'vitest'
import { MlpClassifier, MlpRegressor } from './index.ts'

const backend = cpuJs()
const options = { backend, hiddenLayerSizes: [8], maxIter: 5 }

const flowers = createTable({
  petal: [1, 2, 3, 4],
  sepal: Float64Array.of(8, 7, 6, 5),
  kind: ['rose', 'lily', 'rose', 'lily'],
})
const X = withoutColumns(flowers, 'kind')
const rows = [
  [1, 8],
  [2, 7],
  [3, 6],
  [4, 5],
]

test('a table is learnt from as its rows are', async () => {
  using ofTable = await new MlpClassifier(options).fit(X, flowers.columns.kind)
  using ofRows = await new MlpClassifier(options).fit(rows, flowers.columns.kind)
  expect(await ofTable.predictProba(X)).toEqual(await ofRows.predictProba(rows))
  expect(ofTable.featureNames).toEqual(['petal', 'sepal'])
  expect(ofRows.featureNames).toBeUndefined()
})

test('a column is a target, and so is a table', async () => {
  using one = await new MlpRegressor(options).fit(withoutColumns(X, 'petal'), X.columns.petal)
  expect(await one.predict(withoutColumns(X, 'petal'))).toHaveLength(4)
  using both = await new MlpRegressor<number[]>(options).fit(X, X)
  expect((await both.predict(X))[0]).toHaveLength(2)
})

test('columns of other names, or in another order, are refused where the names are known', async () => {
  using model = new MlpClassifier({ ...options, earlyStopping: true, validationFraction: 0.5 })
  await model.fit(X, flowers.columns.kind)
  const turned = createTable({ sepal: X.columns.sepal, petal: X.columns.petal })
  await expect(model.predict(turned)).rejects.toThrow(
    new ArgumentError('X has the columns sepal, petal; what was learnt takes petal, sepal, in this order.'),
  )
  await expect(model.partialFit(turned, flowers.columns.kind)).rejects.toThrow(ArgumentError)
  expect(await model.predict(rows)).toHaveLength(4)
})

test('a new training takes other columns', async () => {
  using model = await new MlpClassifier(options).fit(X, flowers.columns.kind)
  await model.fit(createTable({ width: [1, 2], height: [3, 4] }), ['rose', 'lily'])
  expect(model.featureNames).toEqual(['width', 'height'])
})

test('what is no number is told by its column', async () => {
  const model = new MlpClassifier(options)
  await expect(model.fit(flowers, flowers.columns.kind)).rejects.toThrow(
    'X holds the string "rose" in column kind of sample 0, counted from 0; every number must be finite.',
  )
  await expect(model.fit({ columns: { a: [1, 2] }, count: 3 }, ['a', 'b'])).rejects.toThrow(
    'X: the column a has 2 values; every column must have 3.',
  )
})

test.each([[null], [Number.NaN]])('%s, a missing value, is refused with its place', async (missing) => {
  const holed = createTable({ petal: [1, missing], sepal: [3, 4] })
  const where = `X holds ${missing} in column petal of sample 1, counted from 0; every number must be finite.`
  await expect(new MlpClassifier(options).fit(holed, ['rose', 'lily'])).rejects.toThrow(
    new ArgumentError(where),
  )
})
