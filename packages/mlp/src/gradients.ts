import type { Dim, Matrix } from '@bilayer/core'
import { type Loss, meanSquaredError } from './loss.ts'
import type { Layer, LayerGradient, Network } from './network.ts'

/*
 * T. Alsup, Two-Layer Neural Network Gradient Derivation, section 3, for any depth, with an activation σₗ and a loss of one's
 * choice. Samples are columns.
 *
 *   A₀ = X     Zₗ = Wₗ Aₗ₋₁ + bₗ 1ᵀ     Aₗ = σₗ(Zₗ)     f(X) = A_L
 *
 * With Vₗ = ∂ℓ/∂Aₗ, of which the loss gives V_L, and Gₗ = ∂ℓ/∂Zₗ:
 *
 *   Gₗ = Vₗ ⊙ σₗ′(Zₗ)     ∂ℓ/∂Wₗ = Gₗ Aₗ₋₁ᵀ     ∂ℓ/∂bₗ = sum(Gₗ, columns)     Vₗ₋₁ = Wₗᵀ Gₗ
 *
 * For L = 2, a ReLU and then nothing, A₁ is the paper's S, σ′(Z₁) its D, V₂ its (2/n) R and V₁ its (2/n) V.
 */

/** [A₀, A₁, …, f(X)]: what goes into each layer, and what comes out of the last. */
export function forward(network: Network, X: Matrix): Matrix[] {
  const A = [X]
  for (const [l, { W, b, activation }] of network.entries()) A.push(activation.layer(W, A[l], b))
  return A
}

/** ∂ℓ/∂W and ∂ℓ/∂b of the layer whose input was A and whose Z has the gradient G. */
export function layerGradient<Out extends Dim, In extends Dim, N extends Dim>(
  G: Matrix<Out, N>,
  A: Matrix<In, NoInfer<N>>,
): LayerGradient<Out, In> {
  const { matmul, colsum } = G.backend
  return {
    dW: matmul(G, A.T), // Out × In
    db: colsum(G), // Out × 1
  }
}

/** V = ∂ℓ/∂A of what went into a layer whose Z has the gradient G. */
export function throughWeights<Out extends Dim, In extends Dim, N extends Dim>(
  { W }: Layer<Out, In>,
  G: Matrix<NoInfer<Out>, N>,
): Matrix<In, N> {
  return W.backend.matmul(W.T, G) // In × n
}

/** Back through the layers, last to first, from V_L = ∂ℓ/∂f(X) and the A that `forward` returned: Gₗ, and the gradient it gives. */
export function* backThrough(network: Network, A: readonly Matrix[], VL: Matrix): Generator<Back, void> {
  let V = VL
  for (let l = network.length; l >= 1; l--) {
    const layer = network[l - 1]
    const G = layer.activation.through(V, A[l])
    yield { G, gradient: layerGradient(G, A[l - 1]) }
    if (l > 1) V = throughWeights(layer, G)
  }
}

/** What going back through one layer gives. */
export interface Back {
  /** ∂ℓ/∂Zₗ, which the layer before it needs. */
  readonly G: Matrix
  readonly gradient: LayerGradient
}

/** The gradients of every layer, first to last, from V_L = ∂ℓ/∂f(X) and the A that `forward` returned. */
export function backward(network: Network, A: readonly Matrix[], VL: Matrix): LayerGradient[] {
  const found: LayerGradient[] = []
  for (const { gradient } of backThrough(network, A, VL)) found.unshift(gradient)
  return found
}

/**
 * ∂ℓ/∂Wₗ and ∂ℓ/∂bₗ for every layer.
 *
 * X is m0 × n and Y is mL × n, one sample a column. Throws `ShapeError` where they do not fit the network.
 */
export function gradients(
  network: Network,
  X: Matrix,
  Y: Matrix,
  loss: Loss = meanSquaredError,
): LayerGradient[] {
  return X.backend.scope(() => {
    const A = forward(network, X)
    return backward(network, A, loss.gradient(A[network.length], Y))
  })
}
