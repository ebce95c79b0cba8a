import type { Backend, Matrix } from '@bilayer/core'
import type { LoadableBatch } from './batches.ts'
import type { StepOptions } from './fit-options.ts'
import { backward, forward } from './gradients.ts'
import type { Loss } from './loss.ts'
import type { LayerGradient, Network } from './network.ts'
import { optimise } from './optimise.ts'
import type { StepMoment } from './optimiser.ts'
import { clipGradients, decayWeights } from './regularise.ts'
import type { Trained } from './trainee.ts'

/** What one step on one batch makes of all there was. Its total has the batch's losses, before the step, added. */
export function step(
  backend: Backend,
  { network, kept, total }: Trained,
  batch: LoadableBatch,
  moment: StepMoment,
  options: StepOptions,
): Trained {
  using loaded = batch.load(backend)
  const { X, Y, weights } = loaded
  return backend.scope(() => {
    const loss = weights ? weighted(options.loss, weights) : options.loss
    const A = forward(network, X)
    const F = A[network.length]
    const found = backward(network, A, loss.gradient(F, Y))
    const column = backend.colsum(loss.values(F, Y))
    return {
      ...optimise(options.optimiser, { network, kept }, regularised(network, found, options), moment),
      total: total ? backend.axpy(1, total, column) : column,
    }
  })
}

/** The loss of samples that count as much as the row w says: ℓ = (1/n) Σᵢ wᵢ ℓᵢ. */
export function weighted(loss: Loss, w: Matrix): Loss {
  const weigh = (values: Matrix): Matrix => {
    const { hadamard, matmul, matrix } = w.backend
    const ones = matrix(values.rows, 1, new Float32Array(values.rows).fill(1))
    return hadamard(values, matmul(ones, w))
  }
  return {
    values: (F, Y) => weigh(loss.values(F, Y)),
    gradient: (F, Y) => weigh(loss.gradient(F, Y)),
  }
}

function regularised(
  network: Network,
  gradients: readonly LayerGradient[],
  { weightDecay, clipNorm }: StepOptions,
): readonly LayerGradient[] {
  const decayed = weightDecay > 0 ? decayWeights(network, gradients, weightDecay) : gradients
  return clipNorm === undefined ? decayed : clipGradients(decayed, clipNorm)
}
