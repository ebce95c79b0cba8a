import { expect, test } from 'vitest'
import { checkBackend } from './check-backend.ts'
import { ArgumentError } from './errors.ts'
import { plainBackend } from './testing/plain-backend.ts'

test('what defineBackend makes is a whole backend', () => {
  expect(() => checkBackend('backend', plainBackend())).not.toThrow()
})

const { relu: _relu, softmax: _softmax, ...half } = plainBackend()

test.each<[string, unknown]>([
  ['backend is undefined; it must be an object, such as one that a provider creates.', undefined],
  ['backend.name is undefined; it must be a string, such as "cpu-js".', {}],
  ['backend.level is undefined; it must be one of: core, extended.', { name: 'a' }],
  ['backend.info is 1; it must be an object, such as { device: "one thread" }.', { ...half, info: 1 }],
  ['backend.numerics is undefined; it must be an object, such as ieee754.', { ...half, numerics: undefined }],
  ['backend.relu is undefined; it must be a function.', half],
  ['backend.softmax is undefined; it must be a function.', { ...half, relu: () => {} }],
])('%s', (told, backend) => {
  expect(() => checkBackend('backend', backend)).toThrow(new ArgumentError(told))
})

test('a backend of the core level needs no more', () => {
  expect(() => checkBackend('backend', { ...half, relu: () => {}, level: 'core' })).not.toThrow()
})
