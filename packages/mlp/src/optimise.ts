import type { Dim, Matrix } from '@bilayer/core'
import type { Layer, LayerGradient, Network } from './network.ts'
import { type Optimiser, plainDescent, type StepMoment } from './optimiser.ts'

/** What an optimiser keeps of one layer's parameters. */
// oxlint-disable-next-line typescript/no-explicit-any -- as in Layer
export interface KeptOfLayer<Out extends Dim = any, In extends Dim = any> {
  readonly W: readonly Matrix<Out, In>[]
  readonly b: readonly Matrix<Out, 1>[]
}

/** A network, and what an optimiser keeps of each of its layers. */
export interface Optimised {
  readonly network: Network
  readonly kept: readonly KeptOfLayer[]
}

/** What an optimiser keeps of a network before its first step: zeros. */
export const keptAtFirst = (network: Network, { keeps }: Optimiser): KeptOfLayer[] =>
  network.map(({ W, b }) => ({
    W: keeps.map(() => W.backend.zeros(W.rows, W.cols)),
    b: keeps.map(() => b.backend.zeros(b.rows, 1)),
  }))

/** One layer, and what is kept of it, after a step of an optimiser. */
export function optimiseLayer<Out extends Dim, In extends Dim>(
  optimiser: Optimiser,
  layer: Layer<Out, In>,
  { dW, db }: LayerGradient<NoInfer<Out>, NoInfer<In>>,
  kept: KeptOfLayer<NoInfer<Out>, NoInfer<In>>,
  moment: StepMoment,
): { readonly layer: Layer<Out, In>; readonly kept: KeptOfLayer<Out, In> } {
  const W = optimiser.step(layer.W, dW, kept.W, moment)
  const b = optimiser.step(layer.b, db, kept.b, moment)
  return { layer: { ...layer, W: W.theta, b: b.theta }, kept: { W: W.kept, b: b.kept } }
}

/** The network after one step of an optimiser. What is given is left as it is. */
export function optimise(
  optimiser: Optimiser,
  { network, kept }: Optimised,
  gradients: readonly LayerGradient[],
  moment: StepMoment,
): Optimised {
  const layers = network.map((layer, l) => optimiseLayer(optimiser, layer, gradients[l], kept[l], moment))
  return { network: layers.map(({ layer }) => layer), kept: layers.map((each) => each.kept) }
}

/** The network after one step of plain gradient descent: W − η ∂ℓ/∂W, b − η ∂ℓ/∂b. */
export function descend(
  network: Network,
  gradients: readonly LayerGradient[],
  learningRate: number,
): Network {
  const before = { network, kept: keptAtFirst(network, plainDescent) }
  return optimise(plainDescent, before, gradients, { rate: learningRate, count: 1 }).network
}
