import { BackendUnavailableError } from '@bilayer/core'
import { expect, test } from 'vitest'
import { missingProvider } from './providers.ts'

test.each([
  [
    "Cannot find package '@bilayer/backend-gpu-js' imported from /app/index.js",
    'The package is not installed: npm install @bilayer/backend-gpu-js',
  ],
  [
    "Cannot find package 'gl' imported from /app/node_modules/@bilayer/backend-gpu-js/dist/index.js",
    "The package @bilayer/backend-gpu-js does not load: Cannot find package 'gl' imported from /app/node_modules/@bilayer/backend-gpu-js/dist/index.js",
  ],
])('an import that fails with %j is told as it is', async (message, reason) => {
  const cause = new Error(message)
  const provider = missingProvider('gpu-js', '@bilayer/backend-gpu-js', cause)
  expect(await provider.probe()).toEqual({ available: false, reason })
  await expect(provider.create()).rejects.toThrow(new BackendUnavailableError(reason, { cause }))
})
