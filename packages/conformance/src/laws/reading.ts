import { awaitedLater } from '../awaited-later.ts'
import type { ConformanceCase } from '../case.ts'
import { expect } from '../case.ts'
import { sameValues } from '../compare.ts'
import { mixedValues, specialValues, subnormalValues } from '../values.ts'
import { rejects } from './expectations.ts'

/** What goes into a matrix, and what comes out of it. */
export const readingLaws: readonly ConformanceCase[] = [
  {
    op: 'read',
    title: 'gives back the very numbers that were put in',
    level: 'core',
    run: async ({ backend, seed }) => {
      for (const [rows, cols] of [
        [1, 1],
        [5, 3],
        [3, 5],
        [64, 33],
        [1, 257],
        [257, 1],
        [130, 131],
      ] as const) {
        const values = mixedValues(rows * cols, seed)
        using matrix = backend.matrix(rows, cols, values)
        expect(sameValues(await matrix.read(), values), `${rows} × ${cols} reads as other numbers`)
      }
    },
  },
  {
    op: 'read',
    title: 'gives back NaN, ±∞ and −0',
    level: 'core',
    run: async ({ backend, skip }) => {
      if (backend.numerics.nonFinite !== 'ieee') skip('the backend declares nonFinite: unspecified')
      using matrix = backend.matrix(1, specialValues.length, specialValues)
      const found = await matrix.read()
      for (const [i, value] of specialValues.entries()) {
        const same = Object.is(found[i], value)
        expect(same, `${Object.is(value, -0) ? '-0' : value} reads as ${found[i]}`)
      }
    },
  },
  {
    op: 'read',
    title: 'gives back subnormal numbers, or 0 where it declares that',
    level: 'core',
    run: async ({ backend }) => {
      const flushed = backend.numerics.subnormals === 'flushed'
      using matrix = backend.matrix(1, subnormalValues.length, subnormalValues)
      const found = await matrix.read()
      for (const [i, value] of subnormalValues.entries())
        expect(found[i] === value || (flushed && found[i] === 0), `${value} reads as ${found[i]}`)
    },
  },
  {
    op: 'read',
    title: 'sees a view row by row, and T.T is the matrix itself',
    level: 'core',
    run: async ({ backend }) => {
      using matrix = backend.matrix(2, 3, [1, 2, 3, 4, 5, 6])
      const view = matrix.T
      expect(view.rows === 3 && view.cols === 2, `the view of 2 × 3 is ${view.rows} × ${view.cols}`)
      expect(view.T === matrix && matrix.T === view, 'T.T is another handle')
      const values = await view.read()
      expect(
        sameValues(values, Float32Array.of(1, 4, 2, 5, 3, 6)),
        `the view reads as [${values.join(', ')}]`,
      )
    },
  },
  {
    op: 'read',
    title: 'gives a copy: writing to it changes nothing, nor does writing to what was put in',
    level: 'core',
    run: async ({ backend }) => {
      const source = Float32Array.of(1, 2, 3, 4)
      using matrix = backend.matrix(2, 2, source)
      source.fill(9)
      const copy = await matrix.read()
      expect(copy[0] === 1, 'the matrix changed with the array that it was made from')
      copy.fill(7)
      expect((await matrix.read())[0] === 1, 'the matrix changed with what was read from it')
    },
  },
  {
    op: 'read',
    title: 'keeps reads that overlap apart',
    level: 'core',
    run: async ({ backend, seed }) => {
      const values = Array.from({ length: 8 }, (_, i) => mixedValues(40, seed + i))
      const matrices = values.map((data) => backend.matrix(5, 8, data))
      const found = await Promise.all(matrices.map((matrix) => matrix.read()))
      for (const [i, data] of values.entries())
        expect(sameValues(found[i], data), `read ${i} of 8 gives other numbers`)
      for (const matrix of matrices) matrix.dispose()
    },
  },
  {
    op: 'read',
    title:
      'gives the values at the time of the call, though the matrix is disposed and its storage used again',
    level: 'core',
    run: async ({ backend, seed }) => {
      const values = mixedValues(48, seed)
      const matrix = backend.matrix(6, 8, values)
      const reading = awaitedLater(matrix.read())
      matrix.dispose()
      const next = Array.from({ length: 4 }, () => backend.matrix(6, 8, new Float32Array(48).fill(-1)))
      expect(sameValues(await reading, values), 'the read shows what came after it')
      for (const other of next) other.dispose()
    },
  },
  {
    op: 'read',
    title: 'puts the values into an array that it is given, of a view too, and gives that array back',
    level: 'core',
    run: async ({ backend, seed }) => {
      const values = mixedValues(6 * 7, seed)
      using matrix = backend.matrix(6, 7, values)
      const room = new Float32Array(6 * 7 + 2).fill(5)
      const into = room.subarray(1, -1)
      expect((await matrix.read(into)) === into, 'it gives another array than it was given')
      expect(sameValues(into, values), 'the array that it was given has other numbers')
      expect(room[0] === 5 && room[room.length - 1] === 5, 'it wrote beside the array that it was given')
      expect((await matrix.T.read(into)) === into, 'a view gives another array than it was given')
      expect(sameValues(into, await matrix.T.read()), 'of a view, the array has other numbers')
      using empty = backend.zeros(0, 3)
      const nothing = new Float32Array()
      expect((await empty.read(nothing)) === nothing, 'of an empty matrix it gives another array')
    },
  },
  {
    op: 'read',
    title: 'rejects an array that does not fit, and is as it was',
    level: 'core',
    run: async ({ backend }) => {
      using matrix = backend.matrix(1, 2, [1, 2])
      for (const length of [0, 1, 3])
        await rejects(
          matrix.read(new Float32Array(length)),
          'BILAYER_ARGUMENT',
          `read into ${length} numbers`,
        )
      expect(sameValues(await matrix.read(), Float32Array.of(1, 2)), 'it reads as other numbers afterwards')
    },
  },
  {
    op: 'read',
    title: 'rejects once the matrix is disposed, through its view too',
    level: 'core',
    run: async ({ backend }) => {
      const matrix = backend.zeros(2, 3)
      const view = matrix.T
      view.dispose()
      expect(matrix.disposed && view.disposed, 'a matrix and its view are not disposed together')
      matrix.dispose()
      await rejects(matrix.read(), 'BILAYER_DISPOSED', 'read of a disposed matrix')
      await rejects(view.read(), 'BILAYER_DISPOSED', 'read of a disposed view')
    },
  },
  {
    op: 'matrix',
    title: 'takes arrays and typed arrays of any kind, and rounds to float32',
    level: 'core',
    run: async ({ backend }) => {
      for (const data of [[0.1, 2], Float64Array.of(0.1, 2), new Int8Array([3, -2])]) {
        using matrix = backend.matrix(1, 2, data)
        expect(
          sameValues(await matrix.read(), Float32Array.from(data)),
          `[${data.join(', ')}] reads as other numbers`,
        )
      }
    },
  },
  {
    op: 'zeros',
    title: 'holds nothing but zeros, in storage that was used before too',
    level: 'core',
    run: async ({ backend }) => {
      for (const [rows, cols] of [
        [1, 1],
        [7, 9],
        [130, 131],
      ] as const) {
        for (let round = 0; round < 3; round++) {
          backend.matrix(rows, cols, new Float32Array(rows * cols).fill(Number.NaN)).dispose()
          using zeros = backend.zeros(rows, cols)
          expect(
            (await zeros.read()).every((value) => Object.is(value, 0)),
            `in ${rows} × ${cols} there is a number that is not 0, or −0`,
          )
        }
      }
    },
  },
]
