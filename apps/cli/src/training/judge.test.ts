import type { Target } from 'bilayer'
import { expect, test } from 'vitest'
import { judge, scoresOf } from './judge.ts'

const quantity: Target = { kind: 'quantity', name: 'mass', shift: 10, scale: 2 }

/** Samples of one number each. */
const samples = (...values: number[]) => ({
  values: Float32Array.from(values),
  count: values.length,
  size: 1,
})

const none = { values: new Float32Array(), count: 0, size: 0 }

test('a quantity is judged as the network gives it: the mean of 0.25, 0 and 0.25; 1 − 0.5 / 2', () => {
  const part = { X: none, Y: samples(-1, 0, 1), actual: [8, 10, 12] }
  const { loss, score } = judge(quantity, part, samples(-0.5, 0, 0.5))
  expect(loss).toBeCloseTo(0.5 / 3)
  expect(score).toBeCloseTo(0.75)
})

test('a quantity is scored in its own units', () => {
  const part = { X: none, Y: samples(-1, 0, 1), actual: [8, 10, 12] }
  const scores = scoresOf(quantity, part, samples(-0.5, 0, 0.5))
  // Predicted are 9, 10 and 11.
  expect(scores).toEqual({
    kind: 'regression',
    rows: 3,
    r2: 0.75,
    meanAbsoluteError: expect.closeTo(2 / 3) as number,
    rootMeanSquaredError: expect.closeTo(Math.sqrt(2 / 3)) as number,
  })
})

test('one row alone has no R²', () => {
  expect(scoresOf(quantity, { X: none, Y: samples(0), actual: [10] }, samples(1))).toMatchObject({
    rows: 1,
    r2: undefined,
    meanAbsoluteError: 2,
  })
})

test('two classes are judged by the log odds of the second', () => {
  const target: Target = { kind: 'classes', name: 'ripe', labels: ['no', 'yes'] }
  const part = { X: none, Y: samples(0, 1, 1), actual: ['no', 'yes', 'yes'] }
  const outputs = samples(-Math.log(3), Math.log(3), -Math.log(3))
  // The probabilities of what is true are 3/4, 3/4 and 1/4.
  const logLoss = -(2 * Math.log(3 / 4) + Math.log(1 / 4)) / 3
  const { loss, score } = judge(target, part, outputs)
  expect(loss).toBeCloseTo(logLoss)
  expect(score).toBeCloseTo(2 / 3)
  const scores = scoresOf(target, part, outputs)
  expect(scores).toMatchObject({
    kind: 'classification',
    rows: 3,
    accuracy: expect.closeTo(2 / 3) as number,
    logLoss: expect.closeTo(logLoss) as number,
    classes: [
      { label: 'no', precision: 0.5, recall: 1, support: 1 },
      { label: 'yes', precision: 1, recall: 0.5, support: 2 },
    ],
  })
})

test('three classes are judged by a logit each', () => {
  const target: Target = { kind: 'classes', name: 'kind', labels: [1, 2, 3] }
  const part = { X: none, Y: none, actual: [1, 3] }
  const outputs = { values: Float32Array.of(Math.log(2), 0, 0, 0, Math.log(2), 0), count: 2, size: 3 }
  // 2/4 for the first, 1/4 for the second, whose likeliest is 2.
  const { loss, score } = judge(target, part, outputs)
  expect(loss).toBeCloseTo(-(Math.log(1 / 2) + Math.log(1 / 4)) / 2)
  expect(score).toBe(0.5)
})
