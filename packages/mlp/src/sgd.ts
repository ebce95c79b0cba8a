import type { Dim } from '@bilayer/core'
import type { Layer, LayerGradient, Network } from './network.ts'

/** One layer after a step of gradient descent: W − η ∂ℓ/∂W, b − η ∂ℓ/∂b. */
export function descend<Out extends Dim, In extends Dim>(
  { W, b }: Layer<Out, In>,
  { dW, db }: LayerGradient<NoInfer<Out>, NoInfer<In>>,
  learningRate: number,
): Layer<Out, In> {
  const { axpy } = W.backend
  return { W: axpy(-learningRate, dW, W), b: axpy(-learningRate, db, b) }
}

/** The network after one step of stochastic gradient descent. The one given is left as it is. */
export const sgd = (network: Network, gradients: readonly LayerGradient[], learningRate: number): Network =>
  network.map((layer, index) => descend(layer, gradients[index], learningRate))
