import type { Backend, Matrix } from '@bilayer/core'
import { type ConformanceCase, ConformanceError, expect } from '../case.ts'
import { hasCode } from './errors.ts'
import { sameValues } from '../compare.ts'
import { mixedValues } from '../values.ts'

/** How matrices and backends live: reading, scopes, memory, closing. */
export const lifeLaws: readonly ConformanceCase[] = [
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
      const reading = matrix.read()
      matrix.dispose()
      const next = Array.from({ length: 4 }, () => backend.matrix(6, 8, new Float32Array(48).fill(-1)))
      expect(sameValues(await reading, values), 'the read shows what came after it')
      for (const other of next) other.dispose()
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
      await rejects(matrix.read(), 'read of a disposed matrix')
      await rejects(view.read(), 'read of a disposed view')
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
      for (let round = 0; round < 3; round++) {
        backend.matrix(7, 9, new Float32Array(63).fill(Number.NaN)).dispose()
        using zeros = backend.zeros(7, 9)
        expect(
          (await zeros.read()).every((value) => value === 0),
          'there is a number that is not 0',
        )
      }
    },
  },
  {
    op: 'matmul',
    title: 'is right over inner dimensions of 1,001 and 4,097',
    level: 'core',
    run: async ({ backend }) => {
      for (const inner of [1001, 4097]) {
        // Whole numbers, so that the sum is exact, and the last term counts.
        const ones = new Float32Array(2 * inner).fill(1).with(2 * inner - 1, 3)
        using product = backend.scope(() =>
          backend.matmul(backend.matrix(2, inner, ones), backend.matrix(2, inner, ones).T),
        )
        const expected = Float32Array.of(inner, inner + 2, inner + 2, inner + 8)
        const found = await product.read()
        expect(
          sameValues(found, expected),
          `over ${inner} it gives [${found.join(', ')}], not [${expected.join(', ')}]`,
        )
      }
    },
  },
  {
    op: 'colsum',
    title: 'is right over 1,001 and 4,097 columns',
    level: 'core',
    run: async ({ backend }) => {
      for (const cols of [1001, 4097]) {
        using sum = backend.scope(() =>
          backend.colsum(backend.matrix(1, cols, new Float32Array(cols).fill(1))),
        )
        const [found] = await sum.read()
        expect(found === cols, `the sum of ${cols} ones is ${found}`)
      }
    },
  },
  {
    op: 'scope',
    title: 'frees what was made inside but what is returned, nested and at any depth',
    level: 'core',
    run: async ({ create }) => {
      const backend = await create()
      const kept = backend.scope(() => {
        const { inner } = backend.scope(() => ({
          inner: [backend.matrix(1, 1, [5])],
          lost: backend.zeros(2, 2).rows,
        }))
        backend.zeros(3, 3)
        return { deep: { list: inner } }
      })
      const { matrices } = backend.memory()
      expect(matrices === 1, `${matrices} matrices are alive; 1 was returned`)
      const [value] = await kept.deep.list[0].read()
      expect(value === 5, `the matrix that was returned reads as ${value}`)
    },
  },
  {
    op: 'scope',
    title: 'frees everything when it throws or returns a promise',
    level: 'core',
    run: async ({ create }) => {
      const backend = await create()
      const failing = () => {
        backend.zeros(2, 2)
        throw new Error('on purpose')
      }
      for (const fn of [failing, async () => backend.zeros(2, 2)]) {
        expect(
          didThrow(() => void backend.scope<unknown>(fn)),
          'the scope does not throw',
        )
      }
      await nothingAlive(backend)
    },
  },
  {
    op: 'memory',
    title: 'counts matrices, each with its view once, and their bytes',
    level: 'core',
    run: async ({ create }) => {
      const backend = await create()
      await nothingAlive(backend)
      const matrices: Matrix[] = [backend.zeros(8, 8), backend.zeros(3, 5)]
      matrices.push(matrices[1].T)
      const { matrices: count, bytes } = backend.memory()
      expect(count === 2, `it counts ${count} matrices; there are 2`)
      expect(bytes >= 4 * (64 + 15), `it counts ${bytes} bytes; there are at least ${4 * (64 + 15)}`)
      for (const matrix of matrices) matrix.dispose()
      await nothingAlive(backend)
    },
  },
  {
    op: 'memory',
    title: 'stays flat over 300 steps of work',
    level: 'core',
    run: async ({ create, seed }) => {
      const backend = await create()
      const W = backend.matrix(12, 9, mixedValues(108, seed))
      const step = () =>
        backend.scope(() => {
          const X = backend.matrix(9, 7, mixedValues(63, seed))
          const Z = backend.relu(backend.matmul(W, X))
          return backend.colsum(backend.hadamard(Z, backend.mask(Z)))
        })
      step().dispose()
      await backend.sync()
      const before = backend.memory()
      for (let i = 0; i < 300; i++) step().dispose()
      await backend.sync()
      const after = backend.memory()
      expect(
        after.matrices === before.matrices && after.bytes === before.bytes,
        `${before.bytes} bytes became ${after.bytes}, ${before.matrices} matrices ${after.matrices}`,
      )
    },
  },
  {
    op: 'sync',
    title: 'settles, with nothing queued and with work',
    level: 'core',
    run: async ({ backend }) => {
      await backend.sync()
      const a = backend.zeros(64, 64)
      const b = backend.matmul(a, a)
      await backend.sync()
      a.dispose()
      b.dispose()
    },
  },
  {
    op: 'dispose',
    title: 'frees everything, may be called twice, and ends all use',
    level: 'core',
    run: async ({ create }) => {
      const backend = await create()
      const matrix = backend.zeros(4, 4)
      await Promise.all([backend.dispose(), backend.dispose()])
      await backend.dispose()
      const { matrices, bytes } = backend.memory()
      expect(matrices === 0 && bytes === 0, `memory() still tells ${matrices} matrices and ${bytes} bytes`)
      expect(matrix.disposed, 'a matrix of a closed backend is not disposed')
      await rejects(matrix.read(), 'read on a closed backend')
      await rejects(backend.sync(), 'sync on a closed backend')
    },
  },
]

async function nothingAlive(backend: Backend): Promise<void> {
  await backend.sync()
  const { matrices, bytes } = backend.memory()
  expect(
    matrices === 0 && bytes === 0,
    `memory() tells ${matrices} matrices and ${bytes} bytes where none is alive`,
  )
}

async function rejects(promise: Promise<unknown>, what: string): Promise<void> {
  try {
    await promise
  } catch (error) {
    expect(
      hasCode(error, ['BILAYER_DISPOSED']),
      `${what} should reject with DisposedError; it rejects with ${String(error)}`,
    )
    return
  }
  throw new ConformanceError(`${what} should reject with DisposedError; it does not reject`)
}

function didThrow(call: () => void): boolean {
  try {
    call()
    return false
  } catch {
    return true
  }
}
