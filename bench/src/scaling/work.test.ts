import { expect, test } from 'vitest'
import { aloneOf, parametersOf, stepOf } from './work.ts'

const costs = {
  layers: [784, 512, 10],
  before: 4,
  gradients: [4, 0.25],
  through: [0, 0.5],
  update: 1,
  taken: 0.25,
  given: 0.125,
}

test('the parameters are the weights and biases of all layers', () => {
  expect(parametersOf([784, 512, 10])).toBe(784 * 512 + 512 + 512 * 10 + 10)
})

test('a step on one rank is the sum of its parts', () => {
  expect(aloneOf(costs)).toBe(4 + 4 + 0.25 + 0.5 + 1)
})

test('a bucket is full once its last matrix made it so; the notices of all ranks end the last', () => {
  const { before, buckets, after } = stepOf(costs, 8)
  expect(before).toBe(4)
  expect(after).toBe(1.125)
  expect(buckets.map(({ bytes }) => bytes)).toEqual([4 * (10 + 512 * 10 + 10 + 784 * 512), 4 * (512 + 4 * 8)])
  const seconds = buckets.reduce((sum, bucket) => sum + bucket.seconds, 0)
  expect(seconds).toBeCloseTo(0.25 + 0.5 + 4 + 0.25, 12)
})

test('what is below a bucket is sent as one', () => {
  const { buckets } = stepOf({ ...costs, layers: [64, 64, 1] }, 2)
  expect(buckets.map(({ bytes }) => bytes)).toEqual([4 * (1 + 64 + 1 + 64 * 64 + 64 + 4 * 2)])
})

test('a last layer that fills a bucket is on its way before the first is computed', () => {
  const { buckets } = stepOf({ ...costs, layers: [1024, 1024, 1024] }, 2)
  expect(buckets).toHaveLength(3)
  expect(buckets[0].seconds).toBeCloseTo(0.25 + 0.125, 2)
})
