import { expect, test } from 'vitest'
import { BackendPool } from './backend-pool.ts'

test('a backend that does not work here says so of itself alone, and what to do', async () => {
  // Node.js has no WebGPU of its own.
  await expect(new BackendPool().open('webgpu')).rejects.toThrow(
    /^webgpu does not work here\. .+ Choose another backend\.$/u,
  )
})
