import { expect, test } from 'vitest'
import { ieee754, isExtended } from './backend.ts'
import { defineBackend } from './define-backend.ts'
import { ArgumentError } from './errors.ts'
import { mapKernels, plainBackend, plainDefinition } from './testing/plain-backend.ts'

test('the level follows from the kernels', () => {
  const { extended: _, ...coreOnly } = plainDefinition()
  const small = defineBackend(coreOnly)
  expect([small.level, isExtended(small), 'softmax' in small]).toEqual(['core', false, false])
  const large = plainBackend()
  expect([large.level, isExtended(large), 'softmax' in large]).toEqual(['extended', true, true])
})

test('a backend is exact float32 unless it says otherwise', () => {
  expect(plainBackend().numerics).toBe(ieee754)
  const numerics = { ...ieee754, subnormals: 'flushed' } as const
  expect(defineBackend({ ...plainDefinition(), numerics }).numerics).toBe(numerics)
})

test('a backend says what it is', () => {
  const { name, info } = plainBackend('mine')
  expect({ name, info }).toEqual({
    name: 'mine',
    info: { device: 'one JavaScript thread', mode: 'reference' },
  })
})

test('a backend needs a name', () => {
  expect(() => plainBackend('')).toThrow(
    new ArgumentError('defineBackend: name is empty; users pick a backend by its name.'),
  )
})

test('operations work without their backend in front', async () => {
  const { matrix, matmul, scope } = plainBackend()
  const square = scope(() => matmul(matrix(1, 1, [3]), matrix(1, 1, [3])))
  expect([...(await square.read())]).toEqual([9])
})

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
