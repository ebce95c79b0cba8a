import {
  ArgumentError,
  type Backend,
  BackendFailedError,
  BackendUnavailableError,
  type ExtendedBackend,
  type Matrix,
} from '@bilayer/core'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type Build, wasm, wasmProvider } from './index.ts'

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const values = (length: number, seed: number) =>
  Float32Array.from({ length }, (_, i) => Math.sin(i * i + seed))

describe.each<Build>(['relaxed-simd', 'simd'])('%s', (build) => {
  test('fused operations have the bits of those that they fuse', async () => {
    await using backend: ExtendedBackend = await wasm({ build })
    const [m, k, n] = [37, 600, 21]
    const W = backend.matrix(m, k, values(m * k, 1))
    const X = backend.matrix(k, n, values(k * n, 2))
    const b = backend.matrix(m, 1, values(m, 3))
    const Z = backend.addColumn(backend.matmul(W, X), b)
    const same = async (x: Matrix, y: Matrix) => expect(await x.read()).toEqual(await y.read())
    await same(backend.affine(W, X, b), Z)
    await same(backend.affineRelu(W, X, b), backend.relu(Z))
    await same(backend.hadamardMask(Z, Z), backend.hadamard(Z, backend.mask(Z)))
    const { axpy, scale, hadamard, addColumn, sqrt, divide, matrix } = backend
    const V = hadamard(Z, Z)
    const epsilon = matrix(m, 1, new Float32Array(m).fill(0.01))
    await same(backend.axpby(0.1, Z, 0.9, V), axpy(0.1, Z, scale(0.9, V)))
    await same(backend.squareAverage(0.9, V, Z), axpy(0.9, V, hadamard(scale(1 - 0.9, Z), Z)))
    await same(
      backend.adaptiveStep(V, 0.3, Z, V, 0.01),
      axpy(-0.3, divide(Z, addColumn(sqrt(V), epsilon)), V),
    )
  })

  test('info tells the build', async () => {
    await using backend = await wasm({ build })
    expect(backend.info).toEqual({
      device: 'one WebAssembly thread',
      mode: build === 'simd' ? 'SIMD' : 'relaxed SIMD',
    })
  })
})

describe('memory', () => {
  const MEBIBYTE = 2 ** 20

  test('an operation that finds no room throws with sizes, leaves nothing behind, and the backend stays usable', async () => {
    await using backend = await wasm({ maximumBytes: 2 * MEBIBYTE })
    const A = backend.matrix(300, 300, values(90_000, 1))
    const B = backend.scale(2, A)
    const C = backend.scale(3, A)
    backend.scale(4, A)
    const full = backend.memory()
    const everyRow = Array.from({ length: 300 }, (_, i) => i)
    const refused: ((device: ExtendedBackend) => Matrix)[] = [
      (device) => device.matmul(A, B),
      (device) => device.hadamard(A, B.T),
      (device) => device.gatherRows(A, everyRow),
      (device) => device.colsum(A.T),
      (device) => device.matrix(300, 300, values(90_000, 2)),
      (device) => device.zeros(300, 300),
    ]
    for (const operation of refused) {
      expect(() => operation(backend)).toThrow(BackendFailedError)
      expect(backend.memory()).toEqual(full)
    }
    expect(() => backend.relu(A)).toThrow(
      /^relu: the backend wasm failed: no room for 360000 bytes: 1\d{6} bytes are in use, the largest free piece has \d+, and the memory may have 2097152 in all/u,
    )
    C.dispose()
    expect((await backend.relu(A).read())[1]).toBe(Math.max(0, Math.fround(Math.sin(2))))
  })

  test('a fused operation needs room for its result alone', async () => {
    await using backend = await wasm({ maximumBytes: 2 * MEBIBYTE })
    const W = backend.matrix(300, 300, values(90_000, 1))
    const X = backend.scale(2, W)
    const V = backend.scale(3, W)
    const b = backend.zeros(300, 1)
    const one = backend.relu(V)
    expect(() => backend.relu(V)).toThrow('no room')
    one.dispose()
    const fused = [
      () => backend.affine(W, X, b),
      () => backend.affineRelu(W, X, b),
      () => backend.hadamardMask(V, X),
    ]
    for (const operation of fused) expect(() => operation().dispose()).not.toThrow()
  })

  test('a matrix that no memory can hold is refused', async () => {
    await using backend = await wasm()
    const column = backend.zeros(2 ** 16, 1)
    expect(() => backend.matmul(column, column.T)).toThrow('no room for 17179869184 bytes')
    expect(() => backend.zeros(2 ** 16, 2 ** 16)).toThrow('no room for 17179869184 bytes')
    expect((await backend.colsum(column.T).read())[0]).toBe(0)
  })

  test('a read that finds no memory leaves the backend usable', async () => {
    await using backend = await wasm()
    const A = backend.matrix(1, 2, [3, 4])
    const slice = vi.spyOn(Float32Array.prototype, 'slice').mockImplementation(() => {
      throw new RangeError('Array buffer allocation failed')
    })
    await expect(A.read()).rejects.toThrow('read: the backend wasm failed: Array buffer allocation failed')
    slice.mockRestore()
    expect([...(await A.read())]).toEqual([3, 4])
  })

  test('a thousand steps of work take no more memory than one', async () => {
    await using backend = await wasm({ maximumBytes: 2 * MEBIBYTE })
    const W = backend.matrix(100, 100, values(10_000, 1))
    const step = (device: Backend) => device.axpy(-0.1, device.matmul(W, device.relu(W.T)), W)
    for (let i = 0; i < 1000; i++) backend.scope(() => void step(backend))
    expect(backend.memory()).toEqual({ matrices: 1, bytes: 40_000 })
  })

  test('a hundred backends come and go', async () => {
    for (let i = 0; i < 100; i++) {
      const backend = await wasm()
      expect(await backend.scale(2, backend.matrix(1, 1, [i])).read()).toEqual(Float32Array.of(2 * i))
      await backend.dispose()
      expect(backend.memory()).toEqual({ matrices: 0, bytes: 0 })
    }
  })

  test('a maximum that no memory has is refused', async () => {
    await expect(wasm({ maximumBytes: 2 ** 33 })).rejects.toThrow(ArgumentError)
    await expect(wasm({ maximumBytes: MEBIBYTE / 4 })).rejects.toThrow(
      'The backend wasm does not start: no room for',
    )
    await expect(wasm({ maximumBytes: MEBIBYTE / 4 })).rejects.toHaveProperty(['cause', 'name'], 'Error')
  })
})

test.each([
  {
    lack: 'has no WebAssembly',
    prepare: () => vi.stubGlobal('WebAssembly', false),
    reason: 'This engine has no WebAssembly.',
  },
  {
    lack: 'has no SIMD',
    prepare: () => vi.spyOn(WebAssembly, 'validate').mockReturnValue(false),
    reason: 'This engine has WebAssembly without SIMD.',
  },
  {
    lack: 'forbids compilation',
    prepare: () =>
      vi.spyOn(WebAssembly, 'Module').mockImplementation(function refuse() {
        throw new WebAssembly.CompileError('blocked by policy')
      }),
    reason: "must allow 'wasm-unsafe-eval'",
  },
])('an engine that $lack is told so', async ({ prepare, reason }) => {
  prepare()
  const availability = await wasmProvider.probe()
  expect(availability.available ? '' : availability.reason).toContain(reason)
  await expect(wasmProvider.create()).rejects.toThrow(BackendUnavailableError)
  await expect(wasmProvider.create()).rejects.toThrow(reason)
})

test('a build that there is not is refused with those that there are', async () => {
  await expect(wasm({ build: 'fast' as Build })).rejects.toThrow(
    new ArgumentError('build is the string "fast"; it must be one of: relaxed-simd, simd.'),
  )
})

test('the provider has the name of its backend', async () => {
  await using backend = await wasmProvider.create()
  expect(wasmProvider.name).toBe(backend.name)
})

test('an engine without relaxed SIMD gets the plain build, and says so when asked for the other', async () => {
  const { validate } = WebAssembly
  // The probe of relaxed SIMD is the longer one.
  vi.spyOn(WebAssembly, 'validate').mockImplementation((bytes) => bytes.byteLength < 40 && validate(bytes))
  await using backend = await wasm()
  expect(backend.info.mode).toBe('SIMD')
  await expect(wasm({ build: 'relaxed-simd' })).rejects.toThrow(
    'The build relaxed-simd does not run in this engine; simd would. Without the option build, the best is taken.',
  )
})
