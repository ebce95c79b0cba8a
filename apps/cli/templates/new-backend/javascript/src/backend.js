import { defineBackend } from '@bilayer/core'
import { createKernels } from './kernels.js'

/** Makes the backend: its storage, and the kernels over it. `defineBackend` adds handles, views, scopes and all checks. */
export function createBackend() {
  let bytes = 0
  const allocate = (length) => {
    const storage = new Float32Array(length)
    bytes += storage.byteLength
    return storage
  }
  const kernels = createKernels(allocate)

  return defineBackend({
    name: 'my-backend',
    info: { device: 'one JavaScript thread' },
    storage: {
      upload: (data) => {
        const storage = allocate(data.length)
        storage.set(data)
        return storage
      },
      // A copy: the caller may change it.
      read: async ({ storage }) => storage.slice(),
      free: (storage) => {
        bytes -= storage.byteLength
      },
      bytes: () => bytes,
      // Nothing is queued here. Where your device has a queue, wait for its end.
      sync: async () => {},
      close: async () => {},
    },
    core: kernels,
    extended: kernels,
  })
}
