import { expect, test } from 'vitest'
import { partsOf, scaledTo } from './costs.ts'
import { aloneOf } from './work.ts'

const calls = (text: string) =>
  text.split(' ').map((word) => {
    const [op, least] = word.split(':')
    return { op, least: Number(least) }
  })

const ofThreeLayers = calls(
  'affineRelu:1 affineRelu:2 affine:3 transpose:4 axpy:5 scale:6 ' +
    'matmul:10 colsum:11 matmul:12 hadamardMask:13 ' +
    'matmul:20 colsum:21 matmul:22 hadamardMask:23 ' +
    'matmul:30 colsum:31 axpy:1 axpy:1 axpy:1 axpy:1 axpy:1 axpy:1',
)

test('the calls of a step are told apart by their order', () => {
  expect(partsOf([4, 3, 2, 1], ofThreeLayers)).toEqual({
    layers: [4, 3, 2, 1],
    before: 21,
    gradients: [61, 41, 21],
    through: [0, 45, 25],
    update: 6,
  })
})

test('other calls are no step', () => {
  expect(() => partsOf([4, 3, 2, 1], calls('relu:1 axpy:2'))).toThrow('not made of relu, axpy')
})

test('a step is scaled to another time, its update and copies are not', () => {
  const costs = { ...partsOf([4, 3, 2, 1], ofThreeLayers), taken: 5, given: 7 }
  const scaled = scaledTo(costs, 2 * aloneOf(costs))
  expect(aloneOf(scaled)).toBeCloseTo(2 * aloneOf(costs), 9)
  expect(scaled).toMatchObject({ update: 6, taken: 5, given: 7 })
  expect(scaled.before / scaled.gradients[0]).toBeCloseTo(21 / 61, 9)
})
