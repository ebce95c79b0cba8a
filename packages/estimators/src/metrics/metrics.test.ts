import { describe, expect, test } from 'vitest'
import reference from '../../reference/metrics.json' with { type: 'json' }
import { metrics } from '../index.ts'

const averaged = { precision: metrics.precision, recall: metrics.recall, f1: metrics.f1 } as const
const ofNumbers = {
  r2: metrics.r2,
  meanAbsoluteError: metrics.meanAbsoluteError,
  meanSquaredError: metrics.meanSquaredError,
} as const

/** Both compute in float64, and add up in another order. */
const near = (value: number): unknown => expect.closeTo(value, 12)

describe.each(reference.classification)('of $name', (run) => {
  const actual: readonly metrics.Label[] = run.actual
  const predicted: readonly metrics.Label[] = run.predicted

  test('accuracy is that of scikit-learn', () => {
    expect(metrics.accuracy(actual, predicted)).toEqual(near(run.accuracy))
  })

  test('confusionMatrix is that of scikit-learn', () => {
    expect(metrics.confusionMatrix(actual, predicted)).toEqual({ labels: run.labels, counts: run.counts })
  })

  test('classReport is that of scikit-learn', () => {
    const each = metrics.classReport(actual, predicted)
    expect(each.map(({ label }) => label)).toEqual(run.labels)
    expect(each.map((one) => one.precision)).toEqual(run.each.precision.map(near))
    expect(each.map((one) => one.recall)).toEqual(run.each.recall.map(near))
    expect(each.map((one) => one.f1)).toEqual(run.each.f1.map(near))
    expect(each.map(({ support }) => support)).toEqual(
      run.counts.map((row) => row.reduce((sum, count) => sum + count)),
    )
  })

  test.each(['precision', 'recall', 'f1'] as const)('%s is that of scikit-learn, by each average', (name) => {
    for (const [average, value] of Object.entries(run.averages[name])) {
      const options = {
        average: average as metrics.Average,
        ...(run.positive !== null && { positive: run.positive }),
      }
      expect(averaged[name](actual, predicted, options)).toEqual(near(value))
    }
  })

  test('logLoss is that of scikit-learn', () => {
    const { labels, probabilities } = run
    expect(metrics.logLoss(actual, probabilities, { labels })).toEqual(near(run.logLoss))
  })
})

describe.each(reference.regression)('of $name', ({ actual, predicted, ...run }) => {
  test.each(['r2', 'meanAbsoluteError', 'meanSquaredError'] as const)(
    '%s is that of scikit-learn',
    (name) => {
      expect(ofNumbers[name](actual as number[], predicted as number[])).toEqual(near(run[name]))
    },
  )
})

describe.each(reference.calibration)('of $name', (run) => {
  const actual: readonly metrics.Label[] = run.actual
  const options = { positive: run.positive, bins: run.bins }

  test('calibrationCurve is that of scikit-learn', () => {
    const curve = metrics.calibrationCurve(actual, run.probabilities, options)
    expect(curve.map(({ observed }) => observed)).toEqual(run.observed.map(near))
    expect(curve.map(({ predicted }) => predicted)).toEqual(run.predicted.map(near))
    expect(curve.map(({ count }) => count)).toEqual(run.counts)
  })

  test('expectedCalibrationError is that of the bins of scikit-learn', () => {
    expect(metrics.expectedCalibrationError(actual, run.probabilities, options)).toEqual(
      near(run.expectedCalibrationError),
    )
  })
})

test('a bin of the calibration curve tells where it lies', () => {
  expect(metrics.calibrationCurve([0, 1, 1], [0, 0.25, 0.75], { bins: 4 })).toEqual([
    { from: 0, to: 0.25, count: 2, predicted: 0.125, observed: 0.5 },
    { from: 0.5, to: 0.75, count: 1, predicted: 0.75, observed: 1 },
  ])
})

test('calibration is told of five bins unless their number is given', () => {
  expect(metrics.calibrationCurve([true], [0.1])).toMatchObject([{ from: 0, to: 0.2 }])
})

test('probabilities that always came true have no calibration error', () => {
  expect(metrics.expectedCalibrationError([true, false], [1, 0])).toBe(0)
})

test.each([
  [[0, 1], [0.5], {}, 'probabilities has 1 numbers, and actual 2 labels; each sample needs both.'],
  [[0, 1], [0.5, 1.5], {}, 'probabilities[1] is 1.5; it must be a number from 0 to 1.'],
  [[0, 1], [Number.NaN, 1], {}, 'probabilities[0] is NaN; it must be a number from 0 to 1.'],
  [[0, 1], 7, {}, 'probabilities is 7; it must be an array of numbers from 0 to 1.'],
  [[0, 1, 2], [0, 0, 0], {}, 'actual has 3 classes; calibration is of two'],
  [['a', 'b'], [0, 0], {}, 'positive is undefined; it must be one of the labels: a, b.'],
  [[0, 1], [0, 0], { bins: 0 }, 'bins is 0; it must be a whole number from 1 to 1000.'],
  [[0, 1], [0, 0], null, 'options is null; it must be an object'],
])('calibrationCurve of %j and %j with %j is refused', (actual, probabilities, options, message) => {
  expect(() =>
    metrics.calibrationCurve<metrics.Label>(actual, probabilities as number[], options as object),
  ).toThrow(message)
})

test('the positive class is 1 or true unless it is given', () => {
  expect(metrics.recall([0, 1, 1, 1], [0, 0, 1, 1])).toBeCloseTo(2 / 3)
  expect(metrics.precision([false, true], [true, true])).toBe(0.5)
})

test('a share of nothing is 0', () => {
  expect(metrics.precision([0, 0], [0, 0])).toBe(0)
  expect(metrics.f1([1, 1], [0, 0])).toBe(0)
})

test.each([
  [['a', 'b'], ['a', 'b'], {}, 'positive is undefined; it must be one of the labels: a, b.'],
  [[1, 2], [1, 2], { positive: 3 }, 'positive is 3; it must be one of the labels: 1, 2.'],
  [
    [1, 2, 3],
    [1, 2, 3],
    {},
    'average is binary, and there are 3 classes; it must be macro, weighted or micro',
  ],
  [[1], [1], { average: 'mean' }, 'average is the string "mean"; it must be one of: binary, macro'],
  [[1], [1], null, 'options is null; it must be an object'],
])('precision of %j and %j with %j is refused', (actual, predicted, options, message) => {
  expect(() => metrics.precision<metrics.Label>(actual, predicted, options as object)).toThrow(message)
})

test.each([
  [[1, 2], [1], 'actual has 2 labels, and predicted 1; each sample needs one in both.'],
  [[], [], 'actual has no labels; it needs one at least.'],
  [
    [1, 'a'],
    [1, 2],
    'actual[1] is the string "a", and actual[0] 1; labels must be all strings, all numbers or all',
  ],
  [[1, 2], ['1', '2'], 'actual[0] is 1, and predicted[0] the string "1"; labels must be all'],
  [[1, Number.NaN], [1, 2], 'actual[1] is NaN; a label must be a string, a number or a boolean.'],
  [undefined, [1], 'actual is undefined; it must be an array of labels.'],
])('accuracy of %j and %j is refused', (actual, predicted, message) => {
  expect(() => metrics.accuracy(actual as string[], predicted as string[])).toThrow(message)
})

test.each([
  [[[0.5, 0.5]], {}, 'probabilities has 1 rows, and actual 2 labels; each sample needs both.'],
  [[[1], [1]], {}, 'probabilities has 1 columns, and there are 2 labels: a, b;'],
  [
    [
      [0.5, 0.5],
      [2, -1],
    ],
    {},
    'probabilities holds 2 in column 0 of sample 1, both counted from 0; each must be from 0 to 1.',
  ],
  [
    [
      [0.5, 0.5],
      [0.5, 0.5],
    ],
    { labels: ['a', 'c'] },
    'actual[1] is b; labels has none like it: a, c.',
  ],
])('logLoss of %j with %j is refused', (probabilities, options, message) => {
  expect(() => metrics.logLoss(['a', 'b'], probabilities, options)).toThrow(message)
})

test.each([
  [[1, 2], [1], 'actual has 2 samples of 1, and predicted 1 of 1; they must pair up.'],
  [[[1, 2]], [[1]], 'actual has 1 samples of 2, and predicted 1 of 1; they must pair up.'],
  [[1], [1], 'actual has one sample; R² needs two at least.'],
  [[1, Infinity], [1, 2], 'actual[1] is Infinity; it must be a finite number.'],
  [
    [[1], [Number.NaN]],
    [[1], [2]],
    'actual holds NaN in column 0 of sample 1, both counted from 0; every number must be finite.',
  ],
  [[[1], [1, 2]], [[1], [2]], 'actual[1] has 2 numbers, and actual[0] has 1; every row must be as long.'],
])('r2 of %j and %j is refused', (actual, predicted, message) => {
  expect(() => metrics.r2(actual as number[], predicted as number[])).toThrow(message)
})
