import { expect, test } from 'vitest'
import { formatNumber, formatR2, formatShare } from './format.ts'

test.each([
  [0.98765, '0.9877'],
  [-0.12153, '−0.1215'],
  [-3.978e24, '−3.978e+24'],
  [Number.NaN, '–'],
  [-Infinity, '–'],
])('R² of %d is written %s', (r2, text) => {
  expect(formatR2(r2)).toBe(text)
})

test('numbers have so many digits that count, and a minus as it is set', () => {
  expect(formatNumber(-1234.5, 3)).toBe('−1,230')
  expect(formatNumber(0.00123456, 2)).toBe('0.0012')
})

test('a share is in percent, and none of nothing', () => {
  expect(formatShare(0.98765)).toBe('98.8 %')
  expect(formatShare(Number.NaN)).toBe('–')
})
