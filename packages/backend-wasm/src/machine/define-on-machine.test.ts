import { BackendFailedError } from '@bilayer/core'
import { expect, test } from 'vitest'
import { defineOnMachine, startMachine } from './index.ts'

test('a product of your own that throws leaves nothing behind, and the backend stays usable', async () => {
  const machine = await startMachine('simd', {})
  const multiply = () => {
    throw new Error('no driver')
  }
  await using backend = defineOnMachine(
    { name: 'own', info: { device: 'one that fails' } },
    { ...machine, multiply },
  )
  const A = backend.matrix(2, 2, [1, 2, 3, 4])
  const before = backend.memory()
  const product = () => backend.matmul(A, A)
  expect(product).toThrow(BackendFailedError)
  expect(product).toThrow('matmul: the backend own failed: no driver')
  expect(backend.memory()).toEqual(before)
  expect(await backend.scale(2, A).read()).toEqual(Float32Array.of(2, 4, 6, 8))
})
