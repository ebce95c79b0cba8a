import { gpuJs } from '@bilayer/backend-gpu-js'
import { afterEach, expect, test, vi } from 'vitest'
import { testDevice, testLostContext } from './testing/device-tests.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

const watchContexts = () => {
  const opened = vi.spyOn(OffscreenCanvas.prototype, 'getContext')
  return () => opened.mock.results.at(-1)?.value as WebGL2RenderingContext
}

testDevice({ mode: 'webgl2', watchContexts })
testLostContext({ watchContexts })

test('leaves the global GPU to WebGPU', async () => {
  await using backend = await gpuJs()
  expect(backend.name).toBe('gpu-js')
  expect(GPU.prototype).toHaveProperty('requestAdapter')
})

test('computes in a worker as in a page', async () => {
  const worker = new Worker(new URL('testing/worker.ts', import.meta.url), { type: 'module' })
  const answer = await new Promise((resolve, reject) => {
    worker.addEventListener('message', ({ data }) => {
      resolve(data)
    })
    worker.addEventListener('error', ({ message }) => {
      reject(new Error(message))
    })
  })
  worker.terminate()
  expect(answer).toEqual({ mode: 'webgl2', product: Float32Array.of(7, 10, 15, 22) })
})

test('headless-gl is for Node.js', async () => {
  await expect(gpuJs({ mode: 'headlessgl' })).rejects.toThrow(
    'headless-gl is for Node.js; a page has the mode webgl2.',
  )
})
