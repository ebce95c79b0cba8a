import { create, globals } from 'webgpu'
import { testDevice } from './testing/device-tests.ts'

// Devices live as long as what gave them.
const gpu = create([])

const { GPUUncapturedErrorEvent: UncapturedErrorEvent, GPUOutOfMemoryError: OutOfMemoryError } =
  globals as Pick<typeof globalThis, 'GPUUncapturedErrorEvent' | 'GPUOutOfMemoryError'>

testDevice({
  requestAdapter: () => gpu.requestAdapter(),
  outOfMemory: () =>
    new UncapturedErrorEvent('uncapturederror', { error: new OutOfMemoryError('none left') }),
})
