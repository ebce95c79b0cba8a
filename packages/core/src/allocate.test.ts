import { expect, test } from 'vitest'
import { allocate } from './allocate.ts'
import { ArgumentError } from './errors.ts'

test('allocate gives zeros, or says that there is no room', () => {
  expect(allocate('oneHot', 3)).toEqual(Float32Array.of(0, 0, 0))
  for (const wrong of [-1, 0.5, Number.NaN, '3', undefined, [3], 3n]) {
    expect(() => allocate('oneHot', wrong as number)).toThrow(
      /^oneHot: count is .+; it must be a whole number, 0 or more\.$/u,
    )
  }
  expect(() => allocate('oneHot', 2 ** 60)).toThrow('there is no room for')
  expect(() => allocate('oneHot', 2 ** 50)).toThrow(
    new ArgumentError('oneHot: there is no room for 1125899906842624 numbers.'),
  )
})
