import type { Dim, Matrix } from '@bilayer/core'
import type { Activation } from './activation.ts'

/** One layer: A = σ(W X + b 1ᵀ). */
// oxlint-disable-next-line typescript/no-explicit-any -- as in Matrix: without names, every size fits
export interface Layer<Out extends Dim = any, In extends Dim = any> {
  /** Out × In. */
  readonly W: Matrix<Out, In>
  /** Out × 1. */
  readonly b: Matrix<Out, 1>
  /** σ. */
  readonly activation: Activation
}

/** The gradient of the loss with respect to one layer's parameters, in their shapes. */
// oxlint-disable-next-line typescript/no-explicit-any -- as in Layer
export interface LayerGradient<Out extends Dim = any, In extends Dim = any> {
  /** ∂ℓ/∂W: Out × In. */
  readonly dW: Matrix<Out, In>
  /** ∂ℓ/∂b: Out × 1. */
  readonly db: Matrix<Out, 1>
}

/** The layers 1 to L, each fed what the one before it gives. */
export type Network = readonly Layer[]

/** The two-layer network of the derivation, with its dimensions. */
export type TwoLayerNetwork = readonly [Layer<'m1', 'm0'>, Layer<'m2', 'm1'>]

/** Frees every matrix of a network. */
export function disposeNetwork(network: Network): void {
  for (const { W, b } of network) {
    W.dispose()
    b.dispose()
  }
}
