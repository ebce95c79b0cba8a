import {
  type Backend,
  type BackendProvider,
  checkObject,
  checkOneOf,
  type ExtendedBackend,
  ieee754,
  measureNumerics,
  type Numerics,
  probeBy,
  startAs,
} from '@bilayer/core'
import { defineFallback } from './fallback/define-fallback.ts'
import { defineGL } from './gl/define-gl.ts'
import { type Device, NAME, openHeadlessGL, openWebGL2 } from './gl/device.ts'
import { createMachine } from './gl/machine.ts'
import { type Library, loadLibrary } from './load.ts'
import { checkHeadless, graphicsMode, type Mode, modes } from './modes.ts'

/** How `gpuJs` works. */
export interface GpuJsOptions {
  /**
   * Which mode of gpu.js: the one with a graphics device, unless given. `webasm` and `cpu` are gpu.js without one, for who
   * wants to see what it makes of the same kernels; both are slow.
   */
  readonly mode?: Mode
}

/**
 * The gpu.js backend: WebGL2 in a page, headless-gl in Node.js. Operations are issued at once, and matrices stay textures until
 * they are read. `numerics` is measured on the device.
 *
 * Rejects with `BackendUnavailableError` where the mode cannot run, and with `ArgumentError` for a mode that there is not.
 */
export async function gpuJs(options: GpuJsOptions = {}): Promise<ExtendedBackend> {
  checkObject('options', options, "{ mode: 'webgl2' }")
  const { mode } = options
  if (mode !== undefined) checkOneOf('mode', mode, modes)
  const { backend } = await startAs(NAME, () => start(mode))
  return backend
}

/** Lists `gpuJs` among other backends. Its probe computes a product on the device. */
export const gpuJsProvider: BackendProvider<GpuJsOptions> = {
  name: NAME,
  probe: () =>
    probeBy(async () => {
      const { backend, isProgram } = await startAs(NAME, () => start())
      await using tried = backend
      const wrong = await productIsWrong(tried)
      if (wrong !== undefined) return { available: false, reason: wrong }
      return { available: true, device: tried.info.device, isProgram }
    }),
  create: gpuJs,
}

/** A backend, and whether a program stands in for its graphics processor. */
interface Started {
  readonly backend: ExtendedBackend
  readonly isProgram: boolean
}

async function start(mode?: Mode): Promise<Started> {
  const library = await loadLibrary()
  const chosen = mode ?? graphicsMode(library)
  if (chosen === 'webasm' || chosen === 'cpu')
    return { backend: defineFallback(library, chosen), isProgram: true }
  const device = open(library, chosen)
  return { backend: await defineOn(library, device, chosen), isProgram: device.isProgram }
}

function open(library: Library, mode: 'webgl2' | 'headlessgl'): Device {
  if (mode === 'webgl2') return openWebGL2(library)
  checkHeadless(library)
  return openHeadlessGL(library)
}

async function defineOn(library: Library, device: Device, mode: Mode): Promise<ExtendedBackend> {
  try {
    const machine = createMachine(library, device)
    const { name } = device
    const numerics = measured.get(name) ?? (await measureNumerics(defineGL(machine, mode, ieee754)))
    measured.set(name, numerics)
    return defineGL(machine, mode, numerics)
  } catch (error) {
    await device.close()
    throw error
  }
}

/** What was measured on a device does not change while it is there. */
const measured = new Map<string, Numerics>()

/** Computes a product of whole numbers, which must be exact. */
async function productIsWrong(backend: Backend): Promise<string | undefined> {
  const A = backend.matrix(2, 5, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  const found = await backend.matmul(A, A.T).read()
  const expected = [55, 130, 130, 330]
  if (expected.every((value, i) => value === found[i])) return undefined
  return `${backend.info.device} computes a product wrong: ${found.join(', ')} where it should be ${expected.join(', ')}.`
}
