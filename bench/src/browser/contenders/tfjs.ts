import * as tf from '@tensorflow/tfjs'
import type { Problem } from '../../problem.ts'
import { tfjsNetwork } from '../../tfjs-network.ts'
import type { Contender } from './contender.ts'

/** TensorFlow.js by its own `minimize`. */
export async function tfjs(device: string, problem: Problem): Promise<Contender> {
  if (device === 'webgpu') await import('@tensorflow/tfjs-backend-webgpu')
  if (!(await tf.setBackend(device))) throw new Error(`tfjs-${device} cannot run here.`)
  const { step, finished, parameters } = tfjsNetwork(problem)
  return {
    name: `tfjs-${device}`,
    step: () => {
      step()
      return finished()
    },
    parameters: async () => {
      const { W1, b1 } = await parameters()
      return [W1, b1]
    },
  }
}
