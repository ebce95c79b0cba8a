import { expect, test } from 'vitest'
import { fitLine, residuals } from './line.ts'

const sizes = [1, 10, 100, 1e4, 1e7]

test('a line is found again from its points, over seven powers of ten', () => {
  const line = { constant: 3e-5, slope: 2e-9 }
  const points = sizes.map((size) => ({ size, value: line.constant + line.slope * size }))
  const found = fitLine(points)
  expect(found.constant / line.constant).toBeCloseTo(1, 9)
  expect(found.slope / line.slope).toBeCloseTo(1, 9)
  for (const residual of residuals(found, points)) expect(Math.abs(residual)).toBeLessThan(1e-9)
})

test('small values count as much as large ones', () => {
  const points = sizes.map((size, i) => ({ size, value: (1 + size) * (i % 2 === 0 ? 1.1 : 0.9) }))
  for (const residual of residuals(fitLine(points), points)) expect(Math.abs(residual)).toBeLessThan(0.25)
})

test('one size gives no line', () => {
  expect(() =>
    fitLine([
      { size: 2, value: 1 },
      { size: 2, value: 3 },
    ]),
  ).toThrow(RangeError)
})
