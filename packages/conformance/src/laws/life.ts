import type { Backend, Matrix } from '@bilayer/core'
import { awaitedLater } from '../awaited-later.ts'
import { type ConformanceCase, expect } from '../case.ts'
import { sameValues } from '../compare.ts'
import { closeBackend } from '../provider.ts'
import { mixedValues, wholeValues } from '../values.ts'
import { hasCode, rejects, throws } from './expectations.ts'

/** How matrices and backends live: scopes, memory, waiting, closing. */
export const lifeLaws: readonly ConformanceCase[] = [
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
    op: 'sync',
    title: 'waits for a long queue, whose order is kept',
    level: 'core',
    run: async ({ backend }) => {
      const moves = permutations.map((order) => backend.matrix(5, 5, permutationMatrix(order)))
      let numbers = [1, 2, 3, 4, 5]
      let column = backend.matrix(5, 1, numbers)
      for (let step = 0; step < QUEUE; step++) {
        const move = step % permutations.length
        const next = backend.matmul(moves[move], column)
        column.dispose()
        column = next
        numbers = permuted(numbers, permutations[move])
      }
      const reading = awaitedLater(column.read())
      await backend.sync()
      const found = await reading
      const words = `${QUEUE} permutations give [${found.join(', ')}], not [${numbers.join(', ')}]`
      expect(sameValues(found, Float32Array.from(numbers)), words)
      for (const matrix of [...moves, column]) matrix.dispose()
    },
  },
  {
    op: 'dispose',
    title: 'frees everything, may be called twice, and ends all use',
    level: 'core',
    run: async ({ create }) => {
      const backend = await create()
      const matrix = backend.zeros(4, 4)
      await Promise.all([closeBackend(backend), closeBackend(backend)])
      await closeBackend(backend)
      const { matrices, bytes } = backend.memory()
      expect(matrices === 0 && bytes === 0, `memory() still tells ${matrices} matrices and ${bytes} bytes`)
      expect(matrix.disposed, 'a matrix of a closed backend is not disposed')
      await rejects(matrix.read(), 'BILAYER_DISPOSED', 'read on a closed backend')
      await rejects(backend.sync(), 'BILAYER_DISPOSED', 'sync on a closed backend')
      throws(() => backend.zeros(1, 1), 'BILAYER_DISPOSED', ['zeros'])
      throws(() => backend.scope(() => 0), 'BILAYER_DISPOSED', ['scope'])
    },
  },
  {
    op: 'dispose',
    title: 'leaves no read and no sync waiting: each gives what was asked for, or rejects',
    level: 'core',
    run: async ({ create }) => {
      const backend = await create()
      const product = backend.scope(() => backend.scale(2, backend.matrix(1, 2, [3, 4])))
      const [reading, syncing] = await Promise.allSettled([
        product.read(),
        backend.sync(),
        closeBackend(backend),
      ])
      const found = reading.status === 'fulfilled' ? reading.value : undefined
      const read = found ? sameValues(found, Float32Array.of(6, 8)) : isRefused(reading)
      expect(read, `a read of [6, 8] that was under way gives ${found?.join(', ') ?? reasonOf(reading)}`)
      const synced = syncing.status === 'fulfilled' || isRefused(syncing)
      expect(synced, `a sync that was under way gives ${reasonOf(syncing)}`)
    },
  },
  {
    op: 'dispose',
    title: 'leaves other backends of the same kind alone',
    level: 'core',
    run: async ({ create, seed }) => {
      const [kept, closed] = [await create(), await create()]
      const values = wholeValues(48, seed)
      const matrix = kept.matrix(6, 8, values)
      const before = kept.memory()
      closed.matrix(6, 8, new Float32Array(48).fill(Number.NaN))
      const { matrices, bytes } = kept.memory()
      const same = matrices === before.matrices && bytes === before.bytes
      expect(same, `it counts ${matrices} matrices and ${bytes} bytes, with the other backend’s`)
      await closeBackend(closed)
      expect(sameValues(await matrix.read(), values), 'the other backend’s matrix reads as other numbers')
      using sum = kept.axpy(1, matrix, matrix)
      const doubled = values.map((value) => 2 * value)
      expect(sameValues(await sum.read(), doubled), 'the other backend adds wrongly')
    },
  },
  {
    op: 'backend',
    title: 'says what it is: a name, a device, a roundoff that leaves something to hold it to',
    level: 'core',
    run: async ({ backend }) => {
      const { name, info, numerics } = backend
      expect(name !== '' && info.device !== '', `its name is "${name}", its device "${info.device}"`)
      const { unitRoundoff: u } = numerics
      expect(
        u >= 2 ** -24 && u <= 2 ** -8,
        `unitRoundoff is ${u}; float32 has ${2 ** -24}, and nothing coarser than ${2 ** -8} (bfloat16) is of use`,
      )
    },
  },
]

/** Operations that are queued without waiting; more than a queue of commands is likely to hold at once. */
const QUEUE = 3001

/** A turn, a swap and a turn of four: no two of them may trade places. */
const permutations = [
  [1, 2, 3, 4, 0],
  [1, 0, 2, 3, 4],
  [0, 2, 3, 4, 1],
]

const permuted = (numbers: readonly number[], order: readonly number[]): number[] =>
  order.map((from) => numbers[from])

/** The matrix that puts element `order[i]` in place i. */
const permutationMatrix = (order: readonly number[]): number[] =>
  order.flatMap((from) => order.map((_, j) => (j === from ? 1 : 0)))

/** Whether somebody who waited was refused, by an error of core. */
const isRefused = (outcome: PromiseSettledResult<unknown>): boolean =>
  outcome.status === 'rejected' && hasCode(outcome.reason, ['BILAYER_DISPOSED', 'BILAYER_BACKEND_FAILED'])

const reasonOf = (outcome: PromiseSettledResult<unknown>): string =>
  outcome.status === 'rejected' ? String(outcome.reason) : 'what was asked for'

async function nothingAlive(backend: Backend): Promise<void> {
  await backend.sync()
  const { matrices, bytes } = backend.memory()
  expect(
    matrices === 0 && bytes === 0,
    `memory() tells ${matrices} matrices and ${bytes} bytes where none is alive`,
  )
}

function didThrow(call: () => void): boolean {
  try {
    call()
    return false
  } catch {
    return true
  }
}
