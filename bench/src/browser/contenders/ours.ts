import type { Backend } from '@bilayer/core'
import { descend, disposeNetwork, gradients, identity, type Network, relu } from '@bilayer/mlp'
import type { Problem } from '../../problem.ts'
import type { Contender } from './contender.ts'

/** A backend of ours, which is closed in the end. */
export function ours(backend: Backend, { size, learningRate, ...values }: Problem): Contender {
  const [m0, m1, m2, n] = size
  let network: Network = [
    { W: backend.matrix(m1, m0, values.W1), b: backend.matrix(m1, 1, values.b1), activation: relu },
    { W: backend.matrix(m2, m1, values.W2), b: backend.matrix(m2, 1, values.b2), activation: identity },
  ]
  const X = backend.matrix(n, m0, values.X).T
  const Y = backend.matrix(n, m2, values.Y).T
  return {
    name: `bilayer ${backend.name}`,
    step: async () => {
      const before = network
      network = backend.scope(() => descend(before, gradients(before, X, Y), learningRate))
      disposeNetwork(before)
      await network[1].b.read()
    },
    parameters: () => Promise.all([network[0].W.read(), network[0].b.read()]),
    dispose: () => backend.dispose(),
  }
}
