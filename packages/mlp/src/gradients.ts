import type { Dim, Matrix } from '@bilayer/core'
import { type Loss, meanSquaredError } from './loss.ts'
import type { Layer, LayerGradient, Network } from './network.ts'

/*
 * T. Alsup, Two-Layer Neural Network Gradient Derivation, section 3, for any depth. Samples are columns.
 *
 *   A₀ = X     Zₗ = Wₗ Aₗ₋₁ + bₗ 1ᵀ     Aₗ = σ(Zₗ)     f(X) = Z_L
 *
 * With Gₗ = ∂ℓ/∂Zₗ, and so G_L = (2/n) R:
 *
 *   ∂ℓ/∂Wₗ = Gₗ Aₗ₋₁ᵀ     ∂ℓ/∂bₗ = sum(Gₗ, columns)     Gₗ₋₁ = (Wₗᵀ Gₗ) ⊙ σ′(Zₗ₋₁)
 *
 * For L = 2, A₁ is the paper's S, σ′(Z₁) its D and W₂ᵀ R its V.
 */

/** [A₀, A₁, …, f(X)]: what goes into each layer, and what comes out of the last. */
export function forward(network: Network, X: Matrix): Matrix[] {
  const { affine, affineRelu } = X.backend
  const activations = [X]
  for (const [index, { W, b }] of network.entries()) {
    const isLast = index === network.length - 1
    activations.push((isLast ? affine : affineRelu)(W, activations[index], b))
  }
  return activations
}

/** ∂ℓ/∂W and ∂ℓ/∂b of the layer whose input was A and whose output Z has the gradient G. */
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

/** The gradient one layer further down: (Wᵀ G) ⊙ σ′(Z), with σ′(Z) = σ′(A) because A = σ(Z). */
export function throughLayer<Out extends Dim, In extends Dim, N extends Dim>(
  { W }: Layer<Out, In>,
  G: Matrix<NoInfer<Out>, N>,
  A: Matrix<NoInfer<In>, NoInfer<N>>,
): Matrix<In, N> {
  const { matmul, hadamardMask } = W.backend
  const V = matmul(W.T, G) // In × n
  return hadamardMask(V, A) // In × n
}

/** The gradients of every layer, first to last, from G_L and what `forward` returned. */
export function backward(network: Network, activations: readonly Matrix[], GL: Matrix): LayerGradient[] {
  const found: LayerGradient[] = []
  let G = GL
  for (let l = network.length - 1; l >= 0; l--) {
    found.unshift(layerGradient(G, activations[l]))
    if (l > 0) G = throughLayer(network[l], G, activations[l])
  }
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
    const activations = forward(network, X)
    const GL = loss.gradient(activations[network.length], Y)
    return backward(network, activations, GL)
  })
}
