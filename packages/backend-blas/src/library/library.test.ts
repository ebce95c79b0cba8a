import { createHeap } from '@bilayer/backend-wasm/kernels'
import { ieee754 } from '@bilayer/core'
import { describe, expect, test } from 'vitest'
import { createProduct, type Product } from '../product/create-product.ts'
import { findLibrary, search } from './find-library.ts'
import { findWrongProduct } from './find-wrong-product.ts'
import { inspect } from './inspect.ts'
import { measureNumerics } from './measure-numerics.ts'
import { searchOn } from './names.ts'

const library = findLibrary('libopenblas.so.0')
const heap = createHeap()
const right = createProduct(library, heap)

/** A product that is right, but for what `change` does to the numbers of the result. */
const changed =
  (change: (out: Float32Array) => unknown): Product =>
  (...args) => {
    right(...args)
    const [, , , , rows, , cols, out] = args
    change(heap.floats().subarray(out / 4, out / 4 + rows * cols))
  }

test('a library that is right is found to be', () => {
  expect(findWrongProduct(right, heap)).toBeUndefined()
  expect(measureNumerics(right, heap)).toEqual(ieee754)
})

describe('a library that lies', () => {
  test.each<[string, Product]>([
    [
      'off by one',
      changed((out) => {
        out[out.length - 1] += 1
      }),
    ],
    ['that writes nothing', () => {}],
    ['wrong on large products alone', changed((out) => out.fill(1, 1000))],
    [
      'that takes a view for what it is not',
      (a, _, b, bTransposed, ...rest) => right(a, false, b, bTransposed, ...rest),
    ],
  ])('%s is caught', (_, product) => {
    expect(findWrongProduct(product, heap)).toMatch(
      /^of \d+ × \d+ by \d+ × \d+, element \d+ is \S+ where it should be \S+$/u,
    )
  })

  test('is refused by its name', async () => {
    const liar = { ...library, name: 'LIAR 1.0', sgemm: () => {} }
    await expect(inspect(liar, 'simd')).rejects.toThrow(
      'LIAR 1.0 (libopenblas.so.0) computes a product wrong: of 2 × 5 by 5 × 3, element 0 is NaN where it should be ',
    )
  })
})

test('numerics are what the library keeps', () => {
  const flushing = changed((out) => out.set(out.map((x) => (Math.abs(x) < 2 ** -126 ? 0 : x))))
  expect(measureNumerics(flushing, heap)).toEqual({ ...ieee754, subnormals: 'flushed' })
  const finite = changed((out) => out.set(out.map((x) => (Number.isNaN(x) ? 0 : x))))
  expect(measureNumerics(finite, heap)).toEqual({ ...ieee754, nonFinite: 'unspecified' })
  const coarse = changed((out) => out.set(out.map((x) => x * (1 + 2 ** -10))))
  expect(measureNumerics(coarse, heap).unitRoundoff).toBe(2 ** -9)
})

test('nothing outside of the memory is handed to a library', () => {
  const product = createProduct({ ...library, sgemm: () => expect.unreachable() }, createHeap())
  expect(() => product(64, false, 64, false, 200, 200, 200, 64)).toThrow(
    new RangeError('40000 numbers at 64 are not in the memory of 65536 bytes.'),
  )
  expect(() => product(0, false, 64, false, 1, 1, 1, 64)).toThrow(RangeError)
})

describe('a search', () => {
  const wanted = { names: ['liba.so', 'libb.so', 'libc.so'], install: 'apt-get install b' }
  const opening =
    (reasons: Record<string, string>) =>
    (name: string): string => {
      if (name in reasons) throw new Error(`${name} does not load: ${reasons[name]}`)
      return name
    }

  test('takes the first that opens', () => {
    expect(search(wanted, opening({ 'liba.so': 'No such file or directory' }))).toBe('libb.so')
  })

  test('that finds nothing tells what was looked for, and what is there and broken', () => {
    const reasons = {
      'liba.so': 'No such file or directory',
      'libb.so': 'invalid ELF header',
      'libc.so': 'The specified module could not be found.',
    }
    expect(() => search(wanted, opening(reasons))).toThrow(
      'No BLAS was found: the system has none of liba.so, libc.so. libb.so does not load: invalid ELF header. ' +
        'To install one: apt-get install b. One that is elsewhere is found by its path in BILAYER_BLAS.',
    )
  })
})

test.each(['linux', 'win32', 'darwin', 'freebsd'])('on %s there is a name to look for', (platform) => {
  const { names, install } = searchOn(platform)
  expect(names.length).toBeGreaterThan(0)
  expect(install).not.toBe('')
})
