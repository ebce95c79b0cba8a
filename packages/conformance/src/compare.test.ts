import { ieee754, type Numerics } from '@bilayer/core'
import { describe, expect, test } from 'vitest'
import { type Closeness, holdAgainst } from './compare.ts'

interface Comparison {
  readonly found: number
  readonly value: number
  readonly bound?: number
  readonly closeness?: Closeness
  readonly numerics?: Numerics
}

const compare =
  ({ found, value, bound = 0, closeness = 'bounded', numerics = ieee754 }: Comparison) =>
  () =>
    holdAgainst(
      Float32Array.of(found),
      { values: Float64Array.of(value), bounds: Float64Array.of(bound) },
      1,
      closeness,
      numerics,
    )

const flushing: Numerics = { ...ieee754, subnormals: 'flushed' }
const unspecified: Numerics = { ...ieee754, nonFinite: 'unspecified' }

describe('holdAgainst accepts', () => {
  test.each<[string, Comparison]>([
    ['a number within its bound', { found: 1.5, value: 1, bound: 0.5 }],
    ['NaN for NaN', { found: Number.NaN, value: Number.NaN }],
    ['∞ for ∞', { found: Infinity, value: Infinity }],
    ['∞ for what float32 cannot hold', { found: Infinity, value: 1e39, bound: 1e32 }],
    ['anything within a bound of ∞', { found: Number.NaN, value: 1, bound: Infinity }],
    ['−0 for 0 within a bound', { found: -0, value: 0 }],
    ['the nearest float32 number', { found: Math.fround(0.1), value: 0.1, closeness: 'rounded' }],
    [
      'a flushed result that was declared',
      { found: 0, value: 2 ** -130, bound: 2 ** -126, closeness: 'rounded', numerics: flushing },
    ],
    ['anything for NaN that is unspecified', { found: 0, value: Number.NaN, numerics: unspecified }],
  ])('%s', (_, comparison) => {
    expect(compare(comparison)).not.toThrow()
  })
})

describe('holdAgainst refuses', () => {
  test.each<[string, Comparison]>([
    ['a number beyond its bound', { found: 1.6, value: 1, bound: 0.5 }],
    ['NaN for a number', { found: Number.NaN, value: 1, bound: 1e9 }],
    ['a number for NaN', { found: 0, value: Number.NaN, bound: 1e9 }],
    ['∞ for a number', { found: Infinity, value: 1, bound: 1e9 }],
    ['−∞ for what is too large above 0', { found: -Infinity, value: 1e39, bound: 1e32 }],
    ['a large number for ∞', { found: 3.4e38, value: Infinity }],
    ['−0 for a rounded 0', { found: -0, value: 0, closeness: 'rounded' }],
    [
      'the second nearest float32 number',
      { found: Math.fround(0.1) + 2 ** -27, value: 0.1, bound: 1, closeness: 'rounded' },
    ],
    [
      'a flushed result that was not declared',
      { found: 0, value: 2 ** -130, bound: 2 ** -126, closeness: 'rounded' },
    ],
  ])('%s', (_, comparison) => {
    expect(compare(comparison)).toThrow(/^element \(0, 0\) is .+; it should be .+, (?:exactly that|within )/u)
  })
})

test('holdAgainst names the element, both numbers and the bound', () => {
  const values = Float64Array.of(1, 2, 3, 4, 5, 6)
  const bounds = new Float64Array(6).fill(0.25)
  const found = Float32Array.of(1, 2, 3, 4, 5.5, 6)
  expect(() => holdAgainst(found, { values, bounds }, 3, 'bounded', ieee754)).toThrow(
    'element (1, 1) is 5.5; it should be 5, within 0.25',
  )
  expect(() => holdAgainst(found.subarray(1), { values, bounds }, 3, 'bounded', ieee754)).toThrow(
    'read gives 5 numbers; there should be 6',
  )
})

test.each<[string, Comparison, number | undefined]>([
  ['half of a bound', { found: 1.5, value: 1, bound: 1 }, 0.5],
  ['nothing, where an error was allowed', { found: 1, value: 1, bound: 1 }, 0],
  ['no share, where none was allowed', { found: 1, value: 1 }, undefined],
  ['no share, where anything was', { found: 5, value: 1, bound: Infinity }, undefined],
  [
    'no share of what is rounded once',
    { found: Math.fround(0.1), value: 0.1, bound: 1, closeness: 'rounded' },
    undefined,
  ],
  ['no share beside ∞', { found: Infinity, value: 1e39, bound: 1e32 }, undefined],
])('holdAgainst tells that an error takes %s', (_, comparison, share) => {
  expect(compare(comparison)()).toBe(share)
})
