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

test('headless-gl is for Node.js', async () => {
  await expect(gpuJs({ mode: 'headlessgl' })).rejects.toThrow(
    'headless-gl is for Node.js; a page has the mode webgl2.',
  )
})
