import { NeuralNetworkGPU } from 'brain.js-gpu'
import type { Problem } from '../../problem.ts'
import type { Contender } from './contender.ts'

/**
 * brain.js on the graphics device, by its own trainer. It returns before the device is done, so a pixel is read to wait for it.
 * (Version 1 does not start in today's browsers.)
 */
export function brainGpu({ size: [m0, m1, m2, n], X, Y }: Problem): Contender {
  const network = new NeuralNetworkGPU({ hiddenLayers: [m1] })
  const batch = Array.from({ length: n }, (_, i) => ({
    input: Array.from(X.subarray(i * m0, (i + 1) * m0)),
    output: Array.from(Y.subarray(i * m2, (i + 1) * m2)),
  }))
  return {
    name: 'brain.js GPU',
    step: async () => {
      network.train(batch, { iterations: 1, errorThresh: 1e-9 })
      const gl: unknown = Reflect.get(network.gpu, 'context')
      if (!(gl instanceof WebGL2RenderingContext)) throw new TypeError('brain.js has no WebGL2 context.')
      gl.bindFramebuffer(gl.FRAMEBUFFER, null)
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4))
    },
  }
}
