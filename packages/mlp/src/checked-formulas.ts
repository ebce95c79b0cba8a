import { checkArray, checkMatrix, checkPositive, type Matrix, ShapeError } from '@bilayer/core'
import { checkLayerGradients, checkLoss, checkNetwork, checkShape } from './check-arguments.ts'
import * as formulas from './gradients.ts'
import { type Loss, meanSquaredError } from './loss.ts'
import { disposeNetwork as disposeChecked, type LayerGradient, type Network } from './network.ts'
import * as steps from './optimise.ts'

/*
 * The formulas of gradients.ts, optimise.ts and network.ts as users call them: arguments of the wrong kind are refused by name, with
 * `ArgumentError` or `ShapeError`, and what is not returned is freed, when one of them throws too.
 */

/**
 * What goes into each layer, and what comes out of the last: [A₀, A₁, …, f(X)]. X is m0 × n, one sample a column, and A₀ is X
 * itself.
 */
export function forward(network: Network, X: Matrix): Matrix[] {
  checkNetwork(network)
  checkMatrix('X', X)
  checkShape('X', X, network[0].W.cols, X.cols)
  return X.backend.scope(() => formulas.forward(network, X))
}

/**
 * ∂ℓ/∂Wₗ and ∂ℓ/∂bₗ for every layer, first to last, from V_L = ∂ℓ/∂f(X), which is mL × n, and the L + 1 matrices that
 * `forward` returned.
 */
export function backward(network: Network, activations: readonly Matrix[], VL: Matrix): LayerGradient[] {
  checkNetwork(network)
  checkActivations(activations, network.length)
  const F = activations[network.length]
  checkShape('VL', VL, F.rows, F.cols)
  return VL.backend.scope(() => formulas.backward(network, activations, VL))
}

/** ∂ℓ/∂Wₗ and ∂ℓ/∂bₗ for every layer. X is m0 × n and Y is mL × n, one sample a column. */
export function gradients(
  network: Network,
  X: Matrix,
  Y: Matrix,
  loss: Loss = meanSquaredError,
): LayerGradient[] {
  checkNetwork(network)
  checkMatrix('X', X)
  checkShape('X', X, network[0].W.cols, X.cols)
  checkShape('Y', Y, network[network.length - 1].W.rows, X.cols)
  return formulas.gradients(network, X, Y, checkLoss(loss))
}

/**
 * The network after one step of plain gradient descent: W − η ∂ℓ/∂W, b − η ∂ℓ/∂b. The learning rate η is above 0. The
 * network that is given is left as it is.
 */
export function descend(
  network: Network,
  layerGradients: readonly LayerGradient[],
  learningRate: number,
): Network {
  checkNetwork(network)
  checkLayerGradients(layerGradients, network)
  checkPositive('learningRate', learningRate)
  return steps.descend(network, layerGradients, learningRate)
}

/** Frees every matrix of a network. Throws `ArgumentError` for what is no network. */
export function disposeNetwork(network: Network): void {
  checkNetwork(network)
  disposeChecked(network)
}

function checkActivations(activations: readonly Matrix[], layers: number): void {
  checkArray('activations', activations, 'matrices, as forward gives them')
  if (activations.length !== layers + 1) {
    throw new ShapeError(
      `activations has ${activations.length} matrices; for ${layers} layers it must have ${layers + 1}, as forward gives them.`,
    )
  }
  for (const [l, A] of activations.entries()) checkMatrix(`activations[${l}]`, A)
}
