import { expect, test } from 'vitest'
import { sizeClass } from './size-class.ts'

test.each([
  [1, 256],
  [256, 256],
  [257, 320],
  [320, 320],
  [321, 384],
  [512, 512],
  [513, 640],
  [1_000_000, 1_048_576],
  [1_048_577, 1_310_720],
])('%d bytes are kept in a buffer of %d', (bytes, size) => {
  expect(sizeClass(bytes)).toBe(size)
})

test('a buffer is large enough, a fifth idle at most, and a whole number of words', () => {
  for (let bytes = 257; bytes < 100_000; bytes += 7) {
    const size = sizeClass(bytes)
    expect(size).toBeGreaterThanOrEqual(bytes)
    expect(size - bytes).toBeLessThan(size / 5)
    expect(size % 16).toBe(0)
  }
})
