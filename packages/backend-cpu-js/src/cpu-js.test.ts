import { conformanceCases } from '@bilayer/conformance'
import { testConformance } from '@bilayer/conformance/vitest'
import { gradientCases } from '@bilayer/mlp/gradient-cases'
import { expect, test } from 'vitest'
import { cpuJs, cpuJsProvider } from './cpu-js.ts'
import { createMatmul } from './kernels/index.ts'

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

test('no memory is an error that names the operation, and the backend stays usable', async () => {
  const backend = cpuJs()
  const column = backend.zeros(2 ** 18, 1)
  expect(() => backend.matmul(column, column.T)).toThrow('matmul: the backend cpu-js failed:')
  expect((await backend.colsum(column.T).read())[0]).toBe(0)
})
