import { createRequire } from 'node:module'
import { afterEach, vi } from 'vitest'
import { testDevice } from './testing/device-tests.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

const require = createRequire(createRequire(import.meta.url).resolve('gpu.js'))
const { HeadlessGLKernel } = require('./index.js') as {
  HeadlessGLKernel: { prototype: { initContext: () => WebGLRenderingContext } }
}

testDevice({
  mode: 'headlessgl',
  watchContexts: (made) => {
    const { initContext } = HeadlessGLKernel.prototype
    vi.spyOn(HeadlessGLKernel.prototype, 'initContext').mockImplementation(function open() {
      const context = initContext.call(HeadlessGLKernel.prototype)
      made(context)
      return context
    })
  },
})
