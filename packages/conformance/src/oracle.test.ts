import { ieee754, type Matrix, type Numerics } from '@bilayer/core'
import { expect, test } from 'vitest'
import { createOracle } from './oracle.ts'

const u = 2 ** -24
const gamma = (k: number) => (k * u) / (1 - k * u)

/** The first value of a formula, with its bound. */
const first = (
  formula: (device: ReturnType<typeof createOracle>['backend']) => Matrix,
  numerics = ieee754,
) => {
  const oracle = createOracle(numerics)
  const { values, bounds } = oracle.estimate(formula(oracle.backend))
  return { value: values[0], bound: bounds[0] }
}

test('what was put in is exact', () => {
  expect(first((device) => device.matrix(1, 1, [0.1]))).toEqual({ value: Math.fround(0.1), bound: 0 })
})

test('matmul has the bound of Higham, γ_{K+1} |A||B|', () => {
  const { value, bound } = first((device) =>
    device.matmul(device.matrix(1, 3, [1, -2, 3]), device.matrix(3, 1, [4, 5, -6])),
  )
  expect(value).toBe(-24)
  expect(bound).toBeCloseTo(gamma(4) * 32, 20)
})

test('bounds grow through a formula: those of operands are passed on', () => {
  const product = first((device) => device.matmul(device.matrix(1, 2, [3, 5]), device.matrix(2, 1, [7, 11])))
  const twice = first((device) => {
    const inner = device.matmul(device.matrix(1, 2, [3, 5]), device.matrix(2, 1, [7, 11]))
    return device.matmul(inner, device.matrix(1, 1, [2]))
  })
  const inherited = 2 * product.bound
  expect(twice.bound).toBeGreaterThan(inherited + gamma(2) * 152)
  expect(twice.bound).toBeLessThan(inherited + gamma(2) * 152 * (1 + 1e-5))
})

test('a fused operation has the bound of its parts', () => {
  const operands = (device: ReturnType<typeof createOracle>['backend']) =>
    [device.matrix(1, 2, [3, 5]), device.matrix(2, 1, [7, 11]), device.matrix(1, 1, [0.1])] as const
  const fused = first((device) => device.affineRelu(...operands(device)))
  const composed = first((device) => {
    const [W, X, b] = operands(device)
    return device.relu(device.addColumn(device.matmul(W, X), b))
  })
  expect(fused).toEqual(composed)
})

test('axpby has the errors of three roundings', () => {
  const { value, bound } = first((device) =>
    device.axpby(3, device.matrix(1, 1, [5]), -2, device.matrix(1, 1, [7])),
  )
  expect(value).toBe(1)
  expect(bound).toBeCloseTo(u * (15 + 14 + 1), 12)
})

test('the mask of a number whose sign is uncertain may be 0 or 1', () => {
  const difference = (device: ReturnType<typeof createOracle>['backend'], subtrahend: number) =>
    device.mask(device.matmul(device.matrix(1, 2, [1, -1]), device.matrix(2, 1, [1, subtrahend])))
  expect(first((device) => difference(device, 1))).toEqual({ value: 0, bound: 1 })
  expect(first((device) => difference(device, 0.5))).toEqual({ value: 1, bound: 0 })
})

test('NaN and ±∞ have no bound, unless the backend may have come to them or not', () => {
  expect(first((device) => device.scale(2, device.matrix(1, 1, [Number.NaN])))).toEqual({
    value: Number.NaN,
    bound: 0,
  })
  const overflowing = (device: ReturnType<typeof createOracle>['backend']) =>
    device.matmul(device.matrix(1, 3, [3e38, 3e38, -3e38]), device.matrix(3, 1, [1, 1, 1]))
  expect(first(overflowing).bound).toBe(Infinity)
  expect(first((device) => device.relu(overflowing(device))).bound).toBe(Infinity)
})

test('a backend that flushes may have 0 for a subnormal number, and whatever follows from that', () => {
  const flushing: Numerics = { ...ieee754, subnormals: 'flushed' }
  const tiny = 2 ** -130
  expect(first((device) => device.matrix(1, 1, [tiny]), flushing)).toEqual({ value: tiny, bound: tiny })
  expect(first((device) => device.mask(device.matrix(1, 1, [tiny])), flushing).bound).toBe(1)
  expect(first((device) => device.log(device.matrix(1, 1, [tiny])), flushing).bound).toBe(Infinity)
  expect(first((device) => device.log(device.matrix(1, 1, [tiny]))).bound).toBeLessThan(1e-4)
})

test('what may be anything leaves all that follows from it open', () => {
  const flushing: Numerics = { ...ieee754, subnormals: 'flushed' }
  type Device = ReturnType<typeof createOracle>['backend']
  // NaN, or 0 where the argument is flushed.
  const root = (device: Device) => device.sqrt(device.matrix(1, 1, [-(2 ** -130)]))
  const zero = (device: Device) => device.zeros(1, 1)
  const formulas: ((device: Device) => Matrix)[] = [
    (device) => device.hadamard(root(device), zero(device)),
    (device) => device.axpy(0, root(device), zero(device)),
    (device) => device.scale(0, root(device)),
    (device) => device.divide(device.matrix(1, 1, [1]), root(device)),
    (device) => device.divide(root(device), device.matrix(1, 1, [Infinity])),
    (device) => device.sqrt(root(device)),
    (device) => device.log(root(device)),
  ]
  expect(formulas.map((formula) => first(formula, flushing).bound)).toEqual(formulas.map(() => Infinity))
  expect(first((device) => device.mask(root(device)), flushing).bound).toBe(1)
})

test('a coarser backend has a coarser bound', () => {
  const product = (device: ReturnType<typeof createOracle>['backend']) =>
    device.hadamard(device.matrix(1, 1, [3]), device.matrix(1, 1, [5]))
  expect(first(product).bound).toBeCloseTo(15 * u, 20)
  expect(first(product, { ...ieee754, unitRoundoff: 2 ** -11 }).bound).toBeCloseTo(15 * 2 ** -11, 20)
})
