import { BackendUnavailableError } from '@bilayer/core'
import { expect, test } from 'vitest'
import { missingProvider } from './providers.ts'

test('a backend whose package is not there tells how it comes there', async () => {
  const cause = new Error("Cannot find package '@bilayer/backend-gpu-js' imported from /app/index.js")
  const reason = 'The package @bilayer/backend-gpu-js is not installed: npm install @bilayer/backend-gpu-js'
  const provider = missingProvider('gpu-js', '@bilayer/backend-gpu-js', cause)
  expect(await provider.probe()).toEqual({ available: false, reason })
  await expect(provider.create()).rejects.toThrow(new BackendUnavailableError(reason, { cause }))
})
