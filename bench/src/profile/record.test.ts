import { cpuJs } from '@bilayer/backend-cpu-js'
import { expect, test } from 'vitest'
import { recordingBackend } from './record.ts'

test('a recorded backend computes as the one below it, and remembers each call with its operands', async () => {
  await using inner = cpuJs()
  const { backend, calls } = recordingBackend(inner)
  const a = backend.matrix(2, 3, [1, 2, 3, 4, 5, 6])
  const product = backend.matmul(a.T, a)
  backend.colsum(product)

  expect(await product.read()).toEqual(Float32Array.of(17, 22, 27, 22, 29, 36, 27, 36, 45))
  expect(calls.map(({ run: _run, ...call }) => call)).toEqual([
    { op: 'matmul', shapes: '(2 × 3)ᵀ · 2 × 3', operations: 2 * 3 * 2 * 3, bytes: 4 * (6 + 6 + 9) },
    { op: 'colsum', shapes: '3 × 3', operations: 9, bytes: 4 * (9 + 3) },
  ])
})

test('a call can be made again after its operands were disposed in the recording', async () => {
  await using inner = cpuJs()
  const { backend, calls } = recordingBackend(inner)
  const z = backend.matrix(1, 2, [-1, 1])
  backend.relu(z).dispose()
  z.dispose()
  expect(await calls[0].run().read()).toEqual(Float32Array.of(0, 1))
})
