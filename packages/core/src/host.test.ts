import { describe, expect, test, vi } from 'vitest'
import { defineBackend } from './define-backend.ts'
import { ArgumentError, BackendFailedError, DisposedError, ShapeError } from './errors.ts'
import type { Matrix } from './matrix.ts'
import { operations } from './testing/operations.ts'
import { mapKernels, plainBackend, plainDefinition } from './testing/plain-backend.ts'
import { queueBackend } from './testing/queue-backend.ts'

describe('work behind a queue', () => {
  test('is done when sync settles, not before', async () => {
    const { backend, ran } = queueBackend()
    const a = backend.matrix(2, 2, [1, 2, 3, 4])
    const product = backend.matmul(a, a)
    expect(ran).toEqual([])
    await backend.sync()
    expect(ran).toEqual(['upload', 'matmul'])
    expect([...(await product.read())]).toEqual([7, 10, 15, 22])
  })

  test('reads values as they are at the call, even of what is disposed at once', async () => {
    const { backend } = queueBackend()
    const a = backend.matrix(1, 3, [1, -2, 3])
    const reading = backend.relu(a).T.read()
    const another = a.read()
    a.dispose()
    expect([...(await reading)]).toEqual([1, 0, 3])
    expect([...(await another)]).toEqual([1, -2, 3])
  })

  test('frees the copies that core makes of views after the kernels that need them', async () => {
    const { backend } = queueBackend()
    const a = backend.matrix(2, 2, [1, 2, 3, 4])
    expect([...(await backend.hadamard(a, a.T).read())]).toEqual([1, 6, 6, 16])
    a.dispose()
    await backend.sync()
    expect(backend.memory()).toEqual({ matrices: 1, bytes: 16 })
  })

  test('frees what a scope made when all that uses it is done', async () => {
    const { backend } = queueBackend()
    const kept = backend.scope(() => backend.relu(backend.matrix(1, 2, [-1, 2])))
    expect([...(await kept.read())]).toEqual([0, 2])
  })

  test('that fails rejects every read and sync after it with one error, which names the operation', async () => {
    const { backend, ran } = queueBackend('hadamard')
    const a = backend.zeros(2, 2)
    const before = a.read()
    const lost = backend.relu(backend.hadamard(a, a))
    await expect(before).resolves.toEqual(new Float32Array(4))
    const failure: unknown = await lost.read().catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(BackendFailedError)
    expect(failure).toMatchObject({
      op: 'hadamard',
      message: 'hadamard: the backend queue failed: the device is lost',
      cause: new Error('the device is lost'),
    })
    expect(ran).not.toContain('relu')
    const later = [backend.sync(), a.read(), backend.sync(), lost.T.read()]
    await Promise.all(later.map((promise) => expect(promise).rejects.toBe(failure)))
  })

  test('that failed makes operations throw the same error, once it is known', async () => {
    const { backend } = queueBackend('hadamard')
    const a = backend.zeros(2, 2)
    expect(() => backend.relu(backend.hadamard(a, a))).not.toThrow()
    const failure: unknown = await backend.sync().catch((error: unknown) => error)
    expect(() => backend.relu(a)).toThrow(failure)
    expect(() => backend.zeros(1, 1)).toThrow(failure)
    expect(() => backend.zeros(0, 1)).toThrow(failure)
    expect(() => backend.scope(() => 1)).toThrow(failure)
  })

  test('that failed lets matrices and the backend be disposed', async () => {
    const { backend } = queueBackend('relu')
    const a = backend.zeros(2, 2)
    const b = backend.relu(a)
    await expect(b.read()).rejects.toThrow(BackendFailedError)
    a.dispose()
    expect(backend.memory().matrices).toBe(1)
    await backend.dispose()
    expect(backend.memory()).toEqual({ matrices: 0, bytes: 0 })
    expect(b.disposed).toBe(true)
  })
})

test('what a device rejects with, other than a BackendFailedError, becomes one', async () => {
  const { storage, ...rest } = plainDefinition()
  const lost = new Error('the device is lost')
  const backend = defineBackend({ ...rest, storage: { ...storage, read: () => Promise.reject(lost) } })
  const a = backend.zeros(1, 1)
  const failure: unknown = await a.read().catch((error: unknown) => error)
  expect(failure).toEqual(new BackendFailedError('plain', 'read', lost))
  await expect(backend.sync()).rejects.toBe(failure)
})

describe('a kernel that throws', () => {
  /** Every kernel throws while `broken()`. */
  function brittle(error: Error) {
    const { core, extended, ...rest } = plainDefinition()
    const state = { broken: false }
    const breaking = <K extends object>(kernels: K): K =>
      mapKernels(kernels, (_, kernel) => (...operands) => {
        if (state.broken) throw error
        return kernel(...operands)
      })
    return { backend: defineBackend({ ...rest, core: breaking(core), extended: breaking(extended) }), state }
  }

  /** The part of a composed operation that comes first. */
  const firstParts: Readonly<Record<string, string>> = {
    affine: 'matmul',
    affineRelu: 'matmul',
    hadamardMask: 'mask',
    axpby: 'scale',
    squareAverage: 'scale',
    adaptiveStep: 'sqrt',
  }

  test.each(operations)(
    'in $op is named, and leaves the backend as it was, and usable',
    async ({ op, shapes, call }) => {
      const { backend, state } = brittle(new RangeError('no memory for 16 bytes'))
      const operands = shapes(2, 3, 4).operands.map(([rows, cols]) => backend.zeros(rows, cols).T.T)
      const before = backend.memory()
      state.broken = true
      expect(() => call(backend, ...operands)).toThrow(BackendFailedError)
      expect(() => call(backend, ...operands)).toThrow(
        `${firstParts[op] ?? op}: the backend plain failed: no memory for 16 bytes`,
      )
      expect(backend.memory()).toEqual(before)
      state.broken = false
      await expect(call(backend, ...operands).read()).resolves.toBeInstanceOf(Float32Array)
    },
  )

  test('is told with its cause', () => {
    const cause = new RangeError('no memory')
    const { backend, state } = brittle(cause)
    const a = backend.zeros(2, 2)
    state.broken = true
    expect(() => backend.matmul(a, a)).toThrow(new BackendFailedError('plain', 'matmul', cause))
  })

  test('may refuse its operands with an error of its own', () => {
    const refusal = new ShapeError('relu: z is 1 × 9000; a texture has 8192 columns at most.')
    const { backend, state } = brittle(refusal)
    const z = backend.zeros(1, 9000)
    state.broken = true
    expect(() => backend.relu(z)).toThrow(refusal)
  })

  test('fails, whatever class its error has, unless it refuses its operands', () => {
    for (const error of [new ArgumentError('no'), new DisposedError('no'), new TypeError('no')]) {
      const { backend, state } = brittle(error)
      const a = backend.zeros(1, 1)
      state.broken = true
      expect(() => backend.relu(a)).toThrow(new BackendFailedError('plain', 'relu', error))
    }
  })

  test('frees the copies of views that were made for it', () => {
    const { core, ...rest } = plainDefinition()
    const backend = defineBackend({
      ...rest,
      core: {
        ...core,
        hadamard: () => {
          throw new Error('no')
        },
      },
    })
    const a = backend.zeros(2, 2)
    expect(() => backend.hadamard(a, a.T)).toThrow('hadamard: the backend plain failed: no')
    expect(backend.memory()).toEqual({ matrices: 1, bytes: 16 })
  })
})

test('a matrix of more elements than an array can have is refused before any kernel runs', () => {
  const { storage, core, ...rest } = plainDefinition()
  const ran: string[] = []
  const watched = <K extends object>(kernels: K): K =>
    mapKernels(kernels, (op, kernel) => (...operands) => {
      ran.push(op)
      return kernel(...operands)
    })
  const backend = defineBackend({ ...rest, storage: watched(storage), core: watched(core) })
  const column = backend.zeros(2 ** 17, 1)
  const row = backend.zeros(1, 2 ** 17)
  const [tall, wide] = [backend.zeros(2 ** 17, 0), backend.zeros(0, 2 ** 17)]
  ran.length = 0
  const refused: (() => Matrix)[] = [
    () => backend.zeros(2 ** 17, 2 ** 17),
    () => backend.zeros(2 ** 52, 2 ** 52),
    () => backend.matrix(2 ** 17, 2 ** 17, { length: 2 ** 34 }),
    () => backend.matmul(column, row),
    () => backend.matmul(tall, wide),
  ]
  for (const operation of refused) expect(operation).toThrow(ShapeError)
  expect(refused[3]).toThrow(
    'matmul: a 131072 × 131072 matrix has 17179869184 elements; a matrix has at most 4294967296.',
  )
  expect(ran).toEqual([])
})

test('zeros come of the backend’s own kernel where it has one', async () => {
  const { storage, ...rest } = plainDefinition()
  const zeros = vi.fn<(rows: number, cols: number) => Float32Array>((rows, cols) =>
    storage.upload(new Float32Array(rows * cols), rows, cols),
  )
  const backend = defineBackend({ ...rest, storage: { ...storage, zeros } })
  const results = [
    backend.zeros(2, 3),
    backend.matmul(backend.zeros(4, 0), backend.zeros(0, 5)),
    backend.colsum(backend.zeros(6, 0)),
  ]
  expect(zeros.mock.calls).toEqual([
    [2, 3],
    [4, 5],
    [6, 1],
  ])
  for (const result of results) expect(new Set(await result.read())).toEqual(new Set([0]))
})

describe('a read that finds no memory', () => {
  const noMemory = new RangeError('Array buffer allocation failed')

  test('at the call leaves the backend usable', async () => {
    const { storage, ...rest } = plainDefinition()
    let isFull = true
    const read: typeof storage.read = (source) => {
      if (isFull) throw noMemory
      return storage.read(source)
    }
    const backend = defineBackend({ ...rest, storage: { ...storage, read } })
    const a = backend.matrix(1, 2, [3, 4])
    await expect(a.read()).rejects.toEqual(new BackendFailedError('plain', 'read', noMemory))
    isFull = false
    expect([...(await a.read())]).toEqual([3, 4])
  })

  test('for the transpose of a view leaves the backend usable', async () => {
    const backend = plainBackend()
    const a = backend.matrix(1, 2, [3, 4])
    const reading = a.T.read()
    vi.stubGlobal('Float32Array', function refuse() {
      throw noMemory
    })
    await expect(reading).rejects.toEqual(new BackendFailedError('plain', 'read', noMemory))
    vi.unstubAllGlobals()
    expect([...(await a.T.read())]).toEqual([3, 4])
  })
})

test('closing that throws at once rejects, every time', async () => {
  const { storage, ...rest } = plainDefinition()
  const close = () => {
    throw new Error('cannot close')
  }
  const backend = defineBackend({ ...rest, storage: { ...storage, close } })
  await expect(backend.dispose()).rejects.toThrow('cannot close')
  await expect(backend.dispose()).rejects.toThrow('cannot close')
  expect(() => backend.zeros(1, 1)).toThrow(DisposedError)
})

describe('a closed backend', () => {
  test('says so, and its matrices are disposed', async () => {
    const backend = plainBackend()
    const a = backend.zeros(2, 2)
    const empty = backend.zeros(0, 2)
    await backend.dispose()
    const told = (op: string) => new DisposedError(`${op}: the backend plain was disposed.`)
    expect(() => backend.zeros(1, 1)).toThrow(told('zeros'))
    expect(() => backend.matrix(1, 1, [1])).toThrow(told('matrix'))
    expect(() => backend.scope(() => 1)).toThrow(told('scope'))
    await expect(backend.sync()).rejects.toEqual(told('sync'))
    expect([a.disposed, empty.disposed]).toEqual([true, true])
    await expect(a.read()).rejects.toBeInstanceOf(DisposedError)
    expect(() => backend.relu(a)).toThrow(DisposedError)
    expect(backend.memory()).toEqual({ matrices: 0, bytes: 0 })
    expect(() => {
      a.dispose()
    }).not.toThrow()
  })

  test('refuses those who were waiting when it closed', async () => {
    const { promise, reject } = Promise.withResolvers<never>()
    const { storage, ...rest } = plainDefinition()
    const close = async () => {
      reject(new Error('the queue was dropped'))
    }
    const backend = defineBackend({
      ...rest,
      storage: { ...storage, sync: () => promise, read: () => promise, close },
    })
    const waiting = [backend.sync(), backend.zeros(1, 1).read()]
    const settled = Promise.allSettled(waiting)
    await backend.dispose()
    expect(await settled).toEqual(
      ['sync', 'read'].map((op) => ({
        status: 'rejected',
        reason: new DisposedError(`${op}: the backend plain was disposed.`),
      })),
    )
  })

  test('is closed once', async () => {
    const { storage, ...rest } = plainDefinition()
    let closed = 0
    const close = async () => {
      closed++
    }
    const backend = defineBackend({ ...rest, storage: { ...storage, close } })
    await Promise.all([backend.dispose(), backend.dispose(), backend[Symbol.asyncDispose]()])
    expect(closed).toBe(1)
  })

  test('is what await using leaves behind', async () => {
    const backend = plainBackend()
    {
      await using closing = backend
      closing.zeros(2, 2)
    }
    expect(() => backend.zeros(1, 1)).toThrow(DisposedError)
  })
})
