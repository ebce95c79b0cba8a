import { webgpu } from '@bilayer/backend-webgpu'
import { expect, test } from 'vitest'
import { testDevice } from './testing/device-tests.ts'

testDevice({
  requestAdapter: () => navigator.gpu.requestAdapter(),
  outOfMemory: () =>
    new GPUUncapturedErrorEvent('uncapturederror', { error: new GPUOutOfMemoryError('none left') }),
})

test('a page without WebGPU is told so', async () => {
  const prototype = Object.getPrototypeOf(navigator) as object
  const property = Object.getOwnPropertyDescriptor(prototype, 'gpu') ?? {}
  Object.defineProperty(prototype, 'gpu', { configurable: true, value: undefined })
  try {
    await expect(webgpu()).rejects.toThrow('There is no WebGPU here. Browsers that have it give it to pages')
  } finally {
    Object.defineProperty(prototype, 'gpu', property)
  }
})
