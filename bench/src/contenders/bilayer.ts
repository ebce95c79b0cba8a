import type { BackendProvider } from '@bilayer/core'
import { disposeNetwork, gradients, type Network, sgd } from '@bilayer/mlp'
import packageJson from '../../../packages/bilayer/package.json' with { type: 'json' }
import type { Contender } from '../contender.ts'
import { LEARNING_RATE } from '../problem.ts'

/** One of our backends, through the public operations. */
export const bilayer = (provider: BackendProvider): Contender => ({
  name: `bilayer ${provider.name}`,
  version: packageJson.version,
  prepare: async ({ size: [m0, m1, m2, n], W1, b1, W2, b2, X, Y }) => {
    const backend = await provider.create()
    const inputs = backend.matrix(n, m0, X).T
    const targets = backend.matrix(n, m2, Y).T
    let network: Network = [
      { W: backend.matrix(m1, m0, W1), b: backend.matrix(m1, 1, b1) },
      { W: backend.matrix(m2, m1, W2), b: backend.matrix(m2, 1, b2) },
    ]
    return {
      step: async () => {
        const before = network
        network = backend.scope(() => sgd(before, gradients(before, inputs, targets), LEARNING_RATE))
        disposeNetwork(before)
        await backend.sync()
      },
      weights: () => network[0].W.read(),
      dispose: () => backend.dispose(),
    }
  },
})
