import type { Backend, Matrix } from '@bilayer/core'
import type { LoadableBatch, LoadedBatch } from './batches.ts'
import type { StepOptions } from './fit-options.ts'
import { backward, forward } from './gradients.ts'
import type { Loss } from './loss.ts'
import type { LayerGradient, Network } from './network.ts'
import { optimise } from './optimise.ts'
import type { StepMoment } from './optimiser.ts'
import type { Trained } from './trainee.ts'

/** What one step on one batch makes of all there was. Its total has the batch's losses, before the step, added. */
export function step(
  backend: Backend,
  trained: Trained,
  batch: LoadableBatch,
  moment: StepMoment,
  options: StepOptions,
): Trained {
  using loaded = batch.load(backend)
  return backend.scope(() => {
    const { A, V, losses } = outputsOf(trained.network, loaded, options.loss)
    return stepped(trained, { gradients: backward(trained.network, A, V), losses }, moment, options)
  })
}

/** What a network makes of a batch. */
interface Outputs {
  readonly A: readonly Matrix[]
  /** V_L = ∂ℓ/∂f(X). */
  readonly V: Matrix
  /** A column that adds up to the losses of the samples. */
  readonly losses: Matrix
}

/** Forward through the network, and what the loss makes of that. */
export function outputsOf(network: Network, { X, Y, weigh }: LoadedBatch, loss: Loss): Outputs {
  const { values, gradient } = weigh ? weigh(loss) : loss
  const A = forward(network, X)
  const F = A[network.length]
  return { A, V: gradient(F, Y), losses: F.backend.colsum(values(F, Y)) }
}

/** What a step needs to know of a batch. */
export interface Slope {
  readonly gradients: readonly LayerGradient[]
  /** A column that adds up to the losses of its samples. */
  readonly losses: Matrix
}

/** What a step down the gradients makes of all there was. */
export function stepped(
  { network, kept, total }: Trained,
  { gradients, losses }: Slope,
  moment: StepMoment,
  { optimiser, regularise }: StepOptions,
): Trained {
  const followed = regularise ? regularise(network, gradients) : gradients
  return {
    ...optimise(optimiser, { network, kept }, followed, moment),
    total: total ? total.backend.axpy(1, total, losses) : losses,
  }
}
