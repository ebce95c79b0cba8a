import { BackendFailedError, BackendUnavailableError } from '@bilayer/core'
import type { GPU, IKernelRunShortcut } from 'gpu.js'
import type { DeviceTexture, Library } from '../load.ts'

export const NAME = 'gpu-js'

type Context = WebGLRenderingContext | WebGL2RenderingContext

/** A graphics device that is open. */
export interface Device {
  readonly gpu: GPU
  readonly gl: Context
  /** Its name, which says so where it is none but a program. */
  readonly name: string
  /** Whether a program stands in for a graphics processor, as far as the device tells. */
  readonly isProgram: boolean
  /** The most texels that a texture may have along a side. */
  readonly longestSide: number
  readonly close: () => Promise<void>
}

/** The one context that all kernels of a backend share: a page may have no more than some sixteen. */
export function openWebGL2({ GPU }: Library): Device {
  const gl = openContext()
  if (!gl)
    throw new BackendUnavailableError(
      'There is no WebGL2 here. A browser with a graphics processor has it, and most others.',
    )
  if (!gl.getExtension('EXT_color_buffer_float')) {
    throw new BackendUnavailableError(
      'WebGL2 cannot compute in float32 on this device: it lacks the extension EXT_color_buffer_float.',
    )
  }
  // gpu.js resizes its canvas with each output; nothing is ever drawn there, and a real one would be made anew each time.
  const canvas = { width: 1, height: 1 }
  const gpu = new GPU({ context: gl, canvas })
  const close = async () => {
    // First, since gpu.js waits for a timer, and a page soon has more contexts than it may.
    gl.getExtension('WEBGL_lose_context')?.loseContext()
    await gpu.destroy()
  }
  return { gpu, gl, ...identityOf(gl), longestSide: longestSide(gl), close }
}

/** Headless-gl, in Node.js. */
export function openHeadlessGL({ GPU }: Library): Device {
  const gpu = new GPU({ mode: 'headlessgl' })
  // The context is made with the first kernel.
  gpu.createKernel('function () { return 0; }', { output: [1] })()
  const gl = gpu.context as WebGLRenderingContext
  const name = 'headless-gl, which does not tell its device; on a virtual display it is a program'
  return { gpu, gl, name, isProgram: false, longestSide: longestSide(gl), close: async () => gpu.destroy() }
}

const longestSide = (gl: Context): number => gl.getParameter(gl.MAX_TEXTURE_SIZE) as number

function openContext(): WebGL2RenderingContext | null {
  const attributes = {
    alpha: false,
    antialias: false,
    depth: false,
    powerPreference: 'high-performance',
  } as const
  if (typeof OffscreenCanvas !== 'undefined')
    return new OffscreenCanvas(1, 1).getContext('webgl2', attributes)
  if (typeof document === 'undefined') return null
  return document.createElement('canvas').getContext('webgl2', attributes) as WebGL2RenderingContext | null
}

const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/iu

function identityOf(gl: Context): Pick<Device, 'name' | 'isProgram'> {
  const extension = gl.getExtension('WEBGL_debug_renderer_info')
  const unmasked = extension && (gl.getParameter(extension.UNMASKED_RENDERER_WEBGL) as string | null)
  const name = unmasked ?? (gl.getParameter(gl.RENDERER) as string)
  const isProgram = SOFTWARE.test(name)
  return { name: isProgram ? `${name}, a program, not a graphics processor` : name, isProgram }
}

/** Throws where the device was taken away: what it computes is zeros from then on. */
export function checkContext({ gl }: Device, op: string): void {
  if (gl.isContextLost()) throw new BackendFailedError(NAME, op, new Error('the graphics context was lost.'))
}

/** Runs a kernel for an output of so many texels. The texture is the caller's, who deletes it. */
export function launch(
  kernel: IKernelRunShortcut,
  width: number,
  height: number,
  args: Parameters<IKernelRunShortcut>,
): DeviceTexture {
  // gpu.js folds a texture of one row into a square; two rows are kept as they are.
  kernel.setOutput([width, Math.max(height, 2)])
  const texture = kernel(...args) as DeviceTexture
  // Else the kernel keeps the texture too, until it runs again.
  ;(kernel.kernel as { texture: unknown }).texture = null
  return texture
}
