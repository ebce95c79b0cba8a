import { BackendUnavailableError } from '@bilayer/core'
import type { Library } from './load.ts'

/** How gpu.js computes: WebGL2 in a page, headless-gl in Node.js; or, for who asks for it, on no graphics device at all. */
export type Mode = 'webgl2' | 'headlessgl' | 'webasm' | 'cpu'

export const modes: readonly Mode[] = ['webgl2', 'headlessgl', 'webasm', 'cpu']

type Node = Partial<Pick<NodeJS.Process, 'getBuiltinModule'>> | undefined

/** The mode that uses a graphics device here. Throws `BackendUnavailableError`, with what would help, where there is none. */
export function graphicsMode({ GPU }: Library): Mode {
  const { process } = globalThis as { process?: Node }
  if (process?.getBuiltinModule === undefined) return 'webgl2'
  // GPU.isGPUSupported is true even where headless-gl cannot start.
  if (GPU.isHeadlessGLSupported) return 'headlessgl'
  throw new BackendUnavailableError(headlessReason(process.getBuiltinModule))
}

/** Throws where headless-gl cannot be. */
export function checkHeadless(library: Library): void {
  if (graphicsMode(library) === 'headlessgl') return
  throw new BackendUnavailableError('headless-gl is for Node.js; a page has the mode webgl2.')
}

const FALLBACKS =
  "Without a graphics device, gpuJs({ mode: 'webasm' }) and gpuJs({ mode: 'cpu' }) compute, slowly."

function headlessReason(getBuiltinModule: NodeJS.Process['getBuiltinModule']): string {
  const { createRequire } = getBuiltinModule('node:module')
  const here = createRequire(import.meta.url)
  try {
    createRequire(here.resolve('gpu.js'))('gl')
  } catch {
    return (
      'headless-gl, which gives gpu.js a graphics device in Node.js, is not built. On Debian: apt-get install build-essential ' +
      'python-is-python3 libxi-dev libgl1-mesa-dev libxext-dev xvfb, then npm install gl@8 (which npm 12 builds after ' +
      `npm install-scripts approve gl and npm rebuild gl; in the repository of bilayer: pnpm setup:headless-gl). ${FALLBACKS}`
    )
  }
  return `headless-gl does not start: it needs a display. Without one: xvfb-run -a node … (apt-get install xvfb). ${FALLBACKS}`
}
