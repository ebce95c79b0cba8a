import {
  ArgumentError,
  BackendFailedError,
  BackendUnavailableError,
  DisposedError,
  type ExtendedBackend,
  type Matrix,
} from '@bilayer/core'
import { compileKernels, createHeap } from '@bilayer/backend-wasm/kernels'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { defineWorkerPool } from './define-worker-pool.ts'
import { workerPool, workerPoolProvider } from './index.ts'
import { operations } from './operations.ts'
import { startPool } from './pool.ts'
import { splitEverything } from './split-everything.ts'
import { createWorkerPool } from './worker-pool.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

const values = (length: number, seed: number) =>
  Float32Array.from({ length }, (_, i) => Math.sin(i * i + seed))

/** A pool that splits everything, so that small matrices keep its threads busy too. */
const busyPool = (threads = 2): Promise<ExtendedBackend> =>
  createWorkerPool({ threads, kernels: 'wasm' }, splitEverything)

describe('options', () => {
  test.each([0, -1, 1.5, Number.NaN, 1000, '2' as unknown as number])(
    'threads: %s is refused with what would fit',
    async (threads) => {
      const refused = workerPool({ threads })
      await expect(refused).rejects.toThrow(ArgumentError)
      await expect(refused).rejects.toThrow(/threads is .+; it must be a whole number from 1 to 256\./u)
    },
  )

  test('kernels: another word is refused with those that there are', async () => {
    const refused = workerPool({ kernels: 'rust' as 'js' })
    await expect(refused).rejects.toThrow(ArgumentError)
    await expect(refused).rejects.toThrow(`kernels is the string "rust"; it must be one of: wasm, js.`)
  })

  test('info tells the threads and their kernels', async () => {
    await using one = await workerPool({ threads: 1, kernels: 'js' })
    await using three = await workerPool({ threads: 3 })
    expect(one.info).toEqual({ device: 'one worker thread', mode: 'JavaScript' })
    expect(three.info).toEqual({ device: '3 worker threads', mode: 'WebAssembly, relaxed SIMD' })
  })

  test('threads: as many as the machine runs at once, unless given', async () => {
    await using backend = await workerPool()
    const { hardwareConcurrency } = navigator
    expect(backend.info.device).toBe(
      hardwareConcurrency === 1 ? 'one worker thread' : `${hardwareConcurrency} worker threads`,
    )
  })
})

describe('availability', () => {
  test('it is available here', async () => {
    expect(await workerPoolProvider.probe()).toEqual({ available: true })
  })

  test('a page that is not cross-origin isolated is told, and how to mend it', async () => {
    vi.stubGlobal('crossOriginIsolated', false)
    const reason =
      'This page is not cross-origin isolated, so threads cannot share memory. Serve it with the headers ' +
      'Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp.'
    expect(await workerPoolProvider.probe()).toEqual({ available: false, reason })
    await expect(workerPool()).rejects.toEqual(new BackendUnavailableError(reason))
  })

  test('an engine without shared memory is told', async () => {
    vi.stubGlobal('SharedArrayBuffer', undefined) // oxlint-disable-line unicorn/no-useless-undefined -- null would be there
    expect(await workerPoolProvider.probe()).toEqual({
      available: false,
      reason: 'This engine has no memory that threads can share.',
    })
  })
})

describe('queued work', () => {
  test('is not disturbed by matrices that are made of memory freed meanwhile', async () => {
    await using backend = await busyPool()
    const size = 200
    const A = backend.matrix(size, size, values(size * size, 1))
    const expected = await backend.matmul(A, A).read()
    for (let round = 0; round < 20; round++) {
      const copy = backend.scale(1, A)
      const product = backend.matmul(copy, A)
      copy.dispose()
      const uploads = Array.from({ length: 4 }, () =>
        backend.matrix(size, size, new Float32Array(size * size)),
      )
      expect(await product.read()).toEqual(expected)
      for (const matrix of [product, ...uploads]) matrix.dispose()
    }
  })

  test('may be far more than the ring holds', async () => {
    await using backend = await busyPool()
    let x: Matrix = backend.matrix(4, 16, new Float32Array(64).fill(0))
    const one = backend.matrix(4, 16, new Float32Array(64).fill(1))
    for (let i = 0; i < 10_000; i++) {
      const next = backend.axpy(1, one, x)
      x.dispose()
      x = next
    }
    expect(await x.read()).toEqual(new Float32Array(64).fill(10_000))
    expect(backend.memory()).toEqual({ matrices: 2, bytes: 512 })
  })

  test('is read as it is at the call, even where the matrix is disposed at once', async () => {
    await using backend = await busyPool()
    const A = backend.matrix(64, 64, values(4096, 1))
    const expected = await backend.relu(A).read()
    const readings = Array.from({ length: 50 }, async () => {
      const copy = backend.relu(A)
      const reading = copy.read()
      copy.dispose()
      return reading
    })
    for (const found of await Promise.all(readings)) expect(found).toEqual(expected)
  })

  test('that finds no room throws with sizes, leaves nothing behind, and the backend stays usable', async () => {
    await using backend = await workerPool({ threads: 2, maximumBytes: 4 * 2 ** 20 })
    const A = backend.matrix(300, 300, values(90_000, 1))
    const kept: Matrix[] = []
    expect(() => {
      for (;;) kept.push(backend.scale(2, A))
    }).toThrow(
      /^scale: the backend worker-pool failed: no room for 360000 bytes: \d+ bytes are in use, the largest free piece has \d+, and the memory may have 4194304 in all/u,
    )
    expect(backend.memory().matrices).toBe(kept.length + 1)
    expect(() => backend.gatherRows(A, [1, 2, 3])).not.toThrow()
    expect(() => backend.zeros(300, 300)).toThrow('zeros: the backend worker-pool failed: no room for')
    expect(() => backend.zeros(2 ** 16, 2 ** 16)).toThrow('no room for 17179869184 bytes')
    for (const matrix of kept) matrix.dispose()
    await backend.sync()
    expect((await backend.relu(A).read())[1]).toBe(Math.max(0, Math.fround(Math.sin(2))))
  })
})

test('a read that finds no memory leaves the backend usable', async () => {
  await using backend = await busyPool()
  const A = backend.matrix(1, 2, [3, 4])
  vi.stubGlobal('Float32Array', function refuse() {
    throw new RangeError('Array buffer allocation failed')
  })
  await expect(A.read()).rejects.toThrow(
    'read: the backend worker-pool failed: Array buffer allocation failed',
  )
  vi.unstubAllGlobals()
  expect([...(await A.read())]).toEqual([3, 4])
})

test('a read into memory that is transferred meanwhile rejects, and leaves the backend usable', async () => {
  await using backend = await busyPool()
  const A = backend.matrix(1, 2, [3, 4])
  const into = new Float32Array(2)
  const reading = backend.relu(A).read(into)
  structuredClone(into, { transfer: [into.buffer] })
  await expect(reading).rejects.toThrow(TypeError)
  expect([...(await A.read())]).toEqual([3, 4])
})

describe('an end', () => {
  test('with work queued refuses who waits, soon', async () => {
    const backend = await busyPool()
    const A = backend.matrix(500, 500, values(250_000, 1))
    for (let i = 0; i < 200; i++) backend.matmul(A, A)
    const waiting = Promise.allSettled([backend.matmul(A, A).read(), backend.sync()])
    await backend.dispose()
    expect(await waiting).toEqual(
      ['read', 'sync'].map((op) => ({
        status: 'rejected',
        reason: new DisposedError(`${op}: the backend worker-pool was disposed.`),
      })),
    )
  })

  test('by a worker that throws is told by every read, sync and operation after it', async () => {
    const heap = createHeap({ shared: true })
    const module = await compileKernels('simd', { shared: true })
    const pool = await startPool({ threads: 2, heap, module })
    const info = { device: 'two threads, one of which is sent astray' }
    await using backend = defineWorkerPool(pool, heap, splitEverything(2, 'wasm'), info)
    const x = backend.matrix(8, 8, values(64, 1))
    const OUTSIDE = 4_000_000_000
    pool.queue.submit(
      { operation: operations.tanh, list: [OUTSIDE], out: OUTSIDE, extent: 32, unit: 16, size: 32 },
      2,
    )
    const lost = backend.relu(x)
    const failure: unknown = await lost.read().catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(BackendFailedError)
    expect(String(failure)).toMatch(
      /: tanh: the backend worker-pool failed: RuntimeError: memory access out of bounds$/u,
    )
    await expect(backend.sync()).rejects.toBe(failure)
    expect(() => backend.relu(x)).toThrow(BackendFailedError)
  })

  test('comes to one hundred pools, one after another', { timeout: 300_000 }, async () => {
    for (let i = 0; i < 100; i++) {
      await using backend = await busyPool()
      const x = backend.matrix(2, 2, [1, 2, 3, i])
      expect([...(await backend.matmul(x, x).read())]).toEqual([7, 2 + 2 * i, 3 + 3 * i, 6 + i * i])
    }
  })
})
