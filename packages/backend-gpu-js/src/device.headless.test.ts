import { createRequire } from 'node:module'
import { afterEach, vi } from 'vitest'
import { testDevice } from './testing/device-tests.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

const { HeadlessGLKernel } = createRequire(import.meta.url)('gpu.js') as {
  HeadlessGLKernel: { prototype: { initContext: () => WebGLRenderingContext } }
}

testDevice({
  mode: 'headlessgl',
  watchContexts: () => {
    const opened = vi.spyOn(HeadlessGLKernel.prototype, 'initContext')
    return () => opened.mock.results.at(-1)?.value as WebGLRenderingContext
  },
})
