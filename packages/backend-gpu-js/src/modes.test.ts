import { BackendUnavailableError } from '@bilayer/core'
import { expect, test } from 'vitest'
import { gpuJs, gpuJsProvider } from './index.ts'
import { graphicsMode } from './modes.ts'

const library = (isHeadlessGLSupported: boolean) =>
  ({ GPU: { isHeadlessGLSupported, isGPUSupported: true } }) as unknown as Parameters<typeof graphicsMode>[0]

test('headless-gl is taken where it starts', () => {
  expect(graphicsMode(library(true))).toBe('headlessgl')
})

test('where headless-gl does not start, the reason says what is missing, and the command for it', () => {
  const attempt = () => graphicsMode(library(false))
  expect(attempt).toThrow(BackendUnavailableError)
  expect(attempt).toThrow(
    /is not built\. On Debian: apt-get install .* then npm install gl@8|it needs a display\. Without one: xvfb-run -a/u,
  )
  expect(attempt).toThrow("gpuJs({ mode: 'webasm' }) and gpuJs({ mode: 'cpu' }) compute, slowly.")
})

test('the provider says so too, and never rejects', async () => {
  const found = await gpuJsProvider.probe()
  expect(found).toEqual(
    found.available
      ? { available: true }
      : { available: false, reason: expect.stringContaining('headless-gl') as string },
  )
})

test('a mode for pages is refused in Node.js, with what would help', async () => {
  await expect(gpuJs({ mode: 'webgl2' })).rejects.toThrow(
    'There is no WebGL2 here. A browser with a graphics processor has it, and most others.',
  )
})

test.each([
  ['cpu', 'no graphics device: gpu.js in JavaScript'],
  ['webasm', 'no graphics device: gpu.js on WebAssembly'],
] as const)('mode %s says that it is no graphics device', async (mode, device) => {
  await using backend = await gpuJs({ mode })
  expect(backend.info).toEqual({ mode, device })
})
