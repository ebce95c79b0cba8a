import { expect, test } from 'vitest'
import { defineBackend } from './define-backend.ts'
import { mapKernels, plainDefinition } from './testing/plain-backend.ts'

test('an operation costs less than a microsecond above its kernel', () => {
  const one = Float32Array.of(1)
  const { storage, core, ...rest } = plainDefinition()
  const { matmul, matrix } = defineBackend({
    ...rest,
    storage: { ...storage, free: () => {} },
    core: mapKernels(core, () => () => one),
  })
  const a = matrix(1, 1, one)
  const calls = 10_000
  const times = Array.from({ length: 30 }, () => {
    const start = performance.now()
    for (let i = 0; i < calls; i++) matmul(a, a).dispose()
    return performance.now() - start
  })
  expect(Math.min(...times) / calls).toBeLessThan(1e-3)
})
