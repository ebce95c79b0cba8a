import { expect, test } from 'vitest'
import { operations } from '../../../packages/conformance/src/ops/index.ts'
import { largestShare, watchClosest } from './closest.ts'

const estimate = (values: number[], bounds: number[]) => ({
  values: Float64Array.from(values),
  bounds: Float64Array.from(bounds),
})

test('the share is that of the number nearest to its bound', () => {
  expect(largestShare(Float32Array.of(1, 2.5, 3), estimate([1, 2, 4], [1, 2, 8]))).toBe(0.25)
})

test('numbers that must be exact, and those that may be anything, have no share', () => {
  expect(largestShare(Float32Array.of(1, 7), estimate([1, 2], [0, Infinity]))).toBeUndefined()
})

test('what underflows has no share', () => {
  expect(largestShare(Float32Array.of(0), estimate([2 ** -130], [2 ** -130]))).toBeUndefined()
})

test('what overflowed to ∞, or is NaN, has no share', () => {
  expect(
    largestShare(Float32Array.of(Infinity, Number.NaN, 1), estimate([3e38, Number.NaN, 1], [4e38, 1, 2])),
  ).toBe(0)
})

test('the worst of each operation counts, and those that are exact do not', () => {
  const [matmul, scale] = ['matmul', 'scale'].map(
    (name) => operations.find(({ op }) => op === name) ?? operations[0],
  )
  const closest = watchClosest()
  closest.note(matmul, Float32Array.of(1.5), estimate([1], [1]))
  closest.note(matmul, Float32Array.of(1.25), estimate([1], [1]))
  closest.note(scale, Float32Array.of(1.5), estimate([1], [1]))
  expect(closest.shares()).toEqual({ matmul: 0.5 })
})
