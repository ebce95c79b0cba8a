import type { Problem } from '../../problem.ts'
import { activate, tfjsNetwork } from '../../tfjs-network.ts'
import type { Contender } from './contender.ts'

/** TensorFlow.js by its own `minimize`. */
export async function tfjs(device: string, problem: Problem): Promise<Contender> {
  if (device === 'webgpu') await import('@tensorflow/tfjs-backend-webgpu')
  await activate(device)
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
