import { defaultDevice, init } from '@jax-js/jax'
import { createTraining, read } from '../../libraries/jax/training.ts'
import type { Problem } from '../../problem.ts'
import type { Contender } from './contender.ts'

/** jax-js on the graphics device. */
export async function jaxWebgpu(problem: Problem): Promise<Contender> {
  await init('webgpu')
  defaultDevice('webgpu')
  const { step, parameters, dispose } = createTraining(problem)
  return {
    name: 'jax-js webgpu',
    step: () => {
      step()
      const [, , , b2] = parameters()
      return read(b2)
    },
    parameters: () => Promise.all(parameters().slice(0, 2).map(read)),
    dispose: async () => dispose(),
  }
}
