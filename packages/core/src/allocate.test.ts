import { expect, test } from 'vitest'
import { allocate } from './allocate.ts'
import { ArgumentError } from './errors.ts'

test('allocate gives zeros, or says that there is no room', () => {
  expect(allocate('oneHot', 3)).toEqual(Float32Array.of(0, 0, 0))
  expect(() => allocate('oneHot', 2 ** 50)).toThrow(
    new ArgumentError('oneHot: there is no room for 1125899906842624 numbers.'),
  )
})
