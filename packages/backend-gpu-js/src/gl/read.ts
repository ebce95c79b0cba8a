import { BackendFailedError } from '@bilayer/core'
import type { DeviceTexture } from '../load.ts'
import { checkContext, type Device, NAME } from './device.ts'

/** Copies of textures to memory, and the wait for what is queued. */
export interface Reader {
  /** The first rows × cols elements of a texture, as they are now. */
  readonly read: (texture: DeviceTexture, rows: number, cols: number) => Promise<Float32Array>
  readonly sync: () => Promise<void>
}

export function createReader(device: Device): Reader {
  const { gl } = device
  const framebuffer = gl.createFramebuffer()

  const attach = (texture: DeviceTexture) => {
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer)
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture.texture, 0)
  }

  const check = (op: string) => {
    checkContext(device, op)
    const error = gl.getError()
    if (error === gl.NO_ERROR) return
    const reason =
      error === gl.OUT_OF_MEMORY
        ? 'the device has no memory left.'
        : `the device refused a command, with WebGL's error ${error}.`
    throw new BackendFailedError(NAME, op, new Error(reason))
  }

  const transfer = async (width: number, height: number): Promise<Float32Array> => {
    const texels = new Float32Array(4 * width * height)
    if (!isWebGL2(gl)) {
      gl.readPixels(0, 0, width, height, gl.RGBA, gl.FLOAT, texels)
      return texels
    }
    const buffer = gl.createBuffer()
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, buffer)
    gl.bufferData(gl.PIXEL_PACK_BUFFER, texels.byteLength, gl.STREAM_READ)
    gl.readPixels(0, 0, width, height, gl.RGBA, gl.FLOAT, 0)
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null)
    try {
      await fence(gl)
      gl.bindBuffer(gl.PIXEL_PACK_BUFFER, buffer)
      gl.getBufferSubData(gl.PIXEL_PACK_BUFFER, 0, texels)
      gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null)
      return texels
    } finally {
      gl.deleteBuffer(buffer)
    }
  }

  return {
    read: async (texture, rows, cols) => {
      checkContext(device, 'read')
      attach(texture)
      const texels = await transfer(Math.ceil(cols / 2), Math.ceil(rows / 2))
      check('read')
      return rowsOf(texels, rows, cols)
    },
    sync: async () => {
      checkContext(device, 'sync')
      if (isWebGL2(gl)) await fence(gl)
      else gl.finish()
      check('sync')
    },
  }
}

const isWebGL2 = (gl: Device['gl']): gl is WebGL2RenderingContext => 'fenceSync' in gl

/** Settles when all commands so far are done, without holding the thread; or when the context is lost. */
async function fence(gl: WebGL2RenderingContext): Promise<void> {
  const sync = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0)
  if (!sync) return
  gl.flush()
  const start = performance.now()
  while (!gl.isContextLost() && gl.clientWaitSync(sync, 0, 0) === gl.TIMEOUT_EXPIRED) {
    await pause(performance.now() - start)
  }
  gl.deleteSync(sync)
}

/** Milliseconds in which it is asked again and again. */
const EAGER = 1

/** Waits an eighth of what was waited already: a device that is a program needs the processor that asking takes. */
function pause(waited: number): Promise<void> {
  return new Promise((resolve) => {
    if (waited > EAGER) {
      setTimeout(resolve, waited / 8)
      return
    }
    // A message comes sooner than a timer.
    const { port1, port2 } = new MessageChannel()
    // oxlint-disable-next-line unicorn/prefer-add-event-listener -- setting it starts the port
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}

/** The rows of a matrix from its blocks of two rows and two columns. */
function rowsOf(blocks: Float32Array, rows: number, cols: number): Float32Array {
  const stride = 4 * Math.ceil(cols / 2)
  const values = new Float32Array(rows * cols)
  for (let i = 0; i < rows; i++) {
    const begin = (i >> 1) * stride + 2 * (i & 1)
    for (let j = 0; j < cols; j++) values[i * cols + j] = blocks[begin + 4 * (j >> 1) + (j & 1)]
  }
  return values
}
