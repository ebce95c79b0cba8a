import { expect, test } from 'vitest'
import { count, counted, date, duration, figure, fixed, percent, shortened } from './format.ts'

test.each([
  [0, '0'],
  [1234.5678, '1,235'],
  [-0.012_345, '−0.01235'],
  [0.000_012_345, '1.23e−5'],
  [-2.5e12, '−2.50e+12'],
  [Infinity, '∞'],
  [-Infinity, '−∞'],
  [Number.NaN, 'NaN'],
])('%d is written as %s', (value, text) => {
  expect(figure(value)).toBe(text)
})

test.each([
  [0.04, '0.0 s'],
  [9.94, '9.9 s'],
  [42.4, '42 s'],
  [59.9, '59 s'],
  [83.2, '1 min 23 s'],
  [3600 * 30 + 61, '30 h 1 min'],
])('%d seconds are written as %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text)
})

test('counts, shares and dates are written out', () => {
  expect(count(1_000_000)).toBe('1,000,000')
  expect([counted(1, 'row'), counted(2, 'class', 'classes')]).toEqual(['1 row', '2 classes'])
  expect(fixed(-0.5)).toBe('−0.500')
  expect([0.9667, 0.9999, 1].map(percent)).toEqual(['96.7\u00A0%', '99.9\u00A0%', '100.0\u00A0%'])
  expect(date(new Date('2026-11-25T21:40:30Z'))).toBe('25 November 2026 at 21:40 UTC')
})

test('a text is shortened by whole characters', () => {
  expect(shortened('four', 4)).toBe('four')
  expect(shortened('fourth', 4)).toBe('fou…')
  expect(shortened('👩‍🔬👩‍🔬👩‍🔬', 2)).toBe('👩‍🔬…')
})
