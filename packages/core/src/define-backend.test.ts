import { describe, expect, test } from 'vitest'
import { ieee754, isExtended } from './backend.ts'
import { defineBackend } from './define-backend.ts'
import { ArgumentError } from './errors.ts'
import { plainBackend, plainDefinition } from './testing/plain-backend.ts'

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

test('isExtended takes anything', () => {
  for (const value of [null, undefined, 7, {}]) expect(isExtended(value as never)).toBe(false)
})

describe('a definition is whole', () => {
  const right = plainDefinition()
  const { relu: _relu, ...noRelu } = right.core
  const { close: _close, ...noClose } = right.storage

  test.each<[unknown, string]>([
    [null, 'definition is null; it must be an object, such as { name, info, storage, core }.'],
    [{ ...right, name: 7 }, 'name is 7; it must be a string, such as "cpu-js".'],
    [
      { ...right, info: undefined },
      'info is undefined; it must be an object, such as { device: "one thread" }.',
    ],
    [{ ...right, info: {} }, 'info.device is undefined; it must be a string, such as "one thread".'],
    [{ ...right, numerics: 1 }, 'numerics is 1; it must be an object, such as ieee754.'],
    [
      { ...right, numerics: { ...ieee754, unitRoundoff: '0' } },
      'numerics.unitRoundoff is the string "0"; it must be a number above 0.',
    ],
    [
      { ...right, numerics: { ...ieee754, nonFinite: true } },
      'numerics.nonFinite is true; it must be one of: ieee, unspecified.',
    ],
    [{ ...right, core: undefined }, 'core is undefined; it must be an object, such as { matmul, … }.'],
    [{ ...right, core: noRelu }, 'core.relu is undefined; it must be a function.'],
    [{ ...right, storage: noClose }, 'storage.close is undefined; it must be a function.'],
    [{ ...right, extended: {} }, 'extended.softmax is undefined; it must be a function.'],
    [{ ...right, fused: { affine: 1 } }, 'fused.affine is 1; it must be a function.'],
  ])('%#', (definition, told) => {
    expect(() => defineBackend(definition as never)).toThrow(new ArgumentError(`defineBackend: ${told}`))
  })
})

test('operations work without their backend in front', async () => {
  const { matrix, matmul, scope } = plainBackend()
  const square = scope(() => matmul(matrix(1, 1, [3]), matrix(1, 1, [3])))
  expect([...(await square.read())]).toEqual([9])
})
