import { conformanceCases } from '@bilayer/conformance'
import { testConformance } from '@bilayer/conformance/vitest'
import { gradientCases } from '@bilayer/mlp/gradient-cases'
import { ArgumentError, BackendFailedError, type Matrix } from '@bilayer/core'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { cpuJs, cpuJsProvider } from './cpu-js.ts'
import { createMatmul } from './kernels/index.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

testConformance(cpuJsProvider, { cases: [...conformanceCases, ...gradientCases] })

test('matmul gives the same bits for any split of the rows', () => {
  const [M, K, N] = [37, 53, 131]
  const values = (length: number) => Float32Array.from({ length }, (_, i) => Math.sin(i * i))
  const a = { storage: values(M * K), rows: M, cols: K, transposed: false }
  const b = { storage: values(K * N), rows: K, cols: N, transposed: true }
  const whole = new Float32Array(M * N)
  createMatmul()(a, b, whole, 0, M)
  for (const splits of [
    [0, 1, M],
    [0, 5, 6, 30, M],
    [0, 18, M],
  ]) {
    const parts = new Float32Array(M * N)
    for (const [i, end] of splits.slice(1).entries()) createMatmul()(a, b, parts, splits[i], end)
    expect(parts).toEqual(whole)
  }
})

test('buffers are used again, and a kept one is never handed out', () => {
  const backend = cpuJs()
  const kept = backend.matrix(2, 2, [1, 2, 3, 4])
  for (let i = 0; i < 1000; i++) backend.scale(2, kept).dispose()
  expect(backend.memory()).toEqual({ matrices: 1, bytes: 16 })
})

describe('memory', () => {
  const MEBIBYTE = 2 ** 20

  test('an operation that finds no room throws with sizes, leaves nothing behind, and the backend stays usable', async () => {
    const backend = cpuJs({ maximumBytes: MEBIBYTE })
    const A = backend.zeros(300, 300)
    const B = backend.scale(2, A)
    const full = backend.memory()
    const refused: (() => Matrix)[] = [
      () => backend.matmul(A, B),
      () =>
        backend.affineRelu(
          A,
          B,
          backend.scope(() => backend.zeros(300, 1)),
        ),
      () => backend.hadamard(A, B.T),
      () => backend.softmax(A.T),
      () => backend.zeros(300, 300),
      () => backend.matrix(300, 300, new Float32Array(90_000)),
    ]
    for (const operation of refused) {
      expect(() => backend.scope(operation)).toThrow(BackendFailedError)
      expect(backend.memory()).toEqual(full)
    }
    expect(() => backend.relu(A)).toThrow(
      'relu: the backend cpu-js failed: no room for 360000 bytes: 720000 bytes are in use, and matrices may have 1048576 in all (option maximumBytes).',
    )
    B.dispose()
    expect((await backend.relu(A).read())[1]).toBe(0)
  })

  test('4 GiB is all that there is unless more is asked for, and nothing is touched to find that out', async () => {
    const backend = cpuJs()
    expect(() => backend.zeros(2 ** 15, 2 ** 15 + 1)).toThrow(
      'no room for 4295098368 bytes: 0 bytes are in use, and matrices may have 4294967296 in all (option maximumBytes).',
    )
    expect(backend.memory()).toEqual({ matrices: 0, bytes: 0 })
  })

  test.each([0, -1, Number.NaN, '1' as unknown as number])('maximumBytes: %s is refused', (maximumBytes) => {
    expect(() => cpuJs({ maximumBytes })).toThrow(ArgumentError)
    expect(() => cpuJs({ maximumBytes })).toThrow(/^maximumBytes is .+; it must be a number above 0\.$/u)
  })

  test('a kernel that finds no working memory leaves nothing behind', async () => {
    const backend = cpuJs()
    const [row, column] = [backend.zeros(1, 1000), backend.zeros(1000, 1)]
    const before = backend.memory()
    vi.stubGlobal('Float64Array', function refuse() {
      throw new RangeError('Array buffer allocation failed')
    })
    expect(() => backend.matmul(row, column)).toThrow(
      'matmul: the backend cpu-js failed: Array buffer allocation failed',
    )
    expect(backend.memory()).toEqual(before)
    vi.unstubAllGlobals()
    expect([...(await backend.matmul(row, column).read())]).toEqual([0])
  })

  test('a read that finds no memory leaves the backend usable', async () => {
    const backend = cpuJs()
    const A = backend.matrix(1, 2, [3, 4])
    const slice = vi.spyOn(Float32Array.prototype, 'slice').mockImplementation(() => {
      throw new RangeError('Array buffer allocation failed')
    })
    await expect(A.read()).rejects.toThrow('read: the backend cpu-js failed: Array buffer allocation failed')
    slice.mockRestore()
    expect([...(await A.read())]).toEqual([3, 4])
  })
})
