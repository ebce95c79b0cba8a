import { afterEach, expect, test, vi } from 'vitest'
import { gpuJs } from '@bilayer/backend-gpu-js'
import { testDevice, testLostContext } from './testing/device-tests.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

const watchContexts = (made: (gl: WebGL2RenderingContext) => void): void => {
  const { getContext } = OffscreenCanvas.prototype
  vi.spyOn(OffscreenCanvas.prototype, 'getContext').mockImplementation(function open(
    this: OffscreenCanvas,
    ...options: Parameters<OffscreenCanvas['getContext']>
  ) {
    const context = getContext.apply(this, options)
    if (context instanceof WebGL2RenderingContext) made(context)
    return context
  } as OffscreenCanvas['getContext'])
}

testDevice({ mode: 'webgl2', watchContexts })
testLostContext({ watchContexts })

test('headless-gl is for Node.js', async () => {
  await expect(gpuJs({ mode: 'headlessgl' })).rejects.toThrow(
    'headless-gl is for Node.js; a page has the mode webgl2.',
  )
})
