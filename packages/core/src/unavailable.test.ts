import { expect, test } from 'vitest'
import { ArgumentError, BackendFailedError, BackendUnavailableError } from './errors.ts'
import { importFailure, probeBy, startAs } from './unavailable.ts'

const refuse = (error: unknown) => async () => {
  throw error
}

test('a start that succeeds is passed on', async () => {
  expect(await startAs('wasm', async () => 3)).toBe(3)
})

test.each([new ArgumentError('threads is 0.'), new BackendUnavailableError('There is no device.')])(
  'a start that says what is wrong is passed on: %s',
  async (error) => {
    await expect(startAs('wasm', refuse(error))).rejects.toBe(error)
  },
)

test.each([
  [new Error('no room'), 'no room'],
  [new BackendFailedError('wasm', 'matmul', 'no room'), 'matmul: the backend wasm failed: no room'],
  ['out of luck', 'out of luck'],
])('a start that fails otherwise does so in the name of the backend: %s', async (cause, words) => {
  const error = new BackendUnavailableError(`The backend wasm does not start: ${words}`, { cause })
  await expect(startAs('wasm', refuse(cause))).rejects.toThrow(error)
  await expect(startAs('wasm', refuse(cause))).rejects.toHaveProperty('cause', cause)
})

test('a probe tells what it found, or what stopped it', async () => {
  const found = { available: true, device: 'a device' } as const
  expect(await probeBy(async () => found)).toBe(found)
  const stopped = { available: false, reason: 'There is no device.' }
  expect(await probeBy(refuse(new BackendUnavailableError('There is no device.')))).toEqual(stopped)
})

test.each([
  [
    "Cannot find package '@bilayer/backend-gpu-js' imported from /app/index.js",
    'The package @bilayer/backend-gpu-js is not installed: npm install @bilayer/backend-gpu-js',
  ],
  [
    "Cannot find package 'gl' imported from /app/node_modules/@bilayer/backend-gpu-js/dist/index.js",
    "The package @bilayer/backend-gpu-js does not load: Cannot find package 'gl' imported from /app/node_modules/@bilayer/backend-gpu-js/dist/index.js",
  ],
])('an import that fails with %j is told as it is', (message, reason) => {
  expect(importFailure('@bilayer/backend-gpu-js', new Error(message))).toBe(reason)
})
