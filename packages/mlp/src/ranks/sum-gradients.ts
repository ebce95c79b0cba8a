import type { Matrix } from '@bilayer/core'
import type { LoadableBatch, Part } from '../batches.ts'
import { backThrough } from '../gradients.ts'
import type { Loss } from '../loss.ts'
import type { Network } from '../network.ts'
import { type Slope, outputsOf } from '../step.ts'
import type { Trainee } from '../trainee.ts'
import type { Round } from './round.ts'

/**
 * Hands to a round what one part of a batch gives to the losses and gradients of the whole, each as soon as it is computed, so that those
 * of the last layers travel while those of the first are computed. A part without samples gives nothing.
 */
export async function sumGradients(
  round: Round,
  trainee: Trainee,
  batch: LoadableBatch,
  part: Part,
  loss: Loss,
): Promise<void> {
  const samples = part.to - part.from
  if (samples === 0) return
  const { backend } = trainee
  using hold = trainee.hold()
  using loaded = batch.load(backend, part)
  using kept = new Kept()
  const { A, V, losses } = backend.scope(() => {
    const outputs = outputsOf(hold.network, loaded, loss)
    // The loss is a mean over the part. In that of the batch, the part counts as much as it has samples.
    return { A: outputs.A, V: backend.scale(samples / batch.samples, outputs.V), losses: outputs.losses }
  })
  kept.add([...A, V])
  put(round, losses)
  const layers = backThrough(hold.network, A, V)
  for (;;) {
    await untilFilled(round)
    trainee.checkInTraining()
    const next = backend.scope(() => layers.next())
    if (next.done === true) return
    const { G, gradient } = next.value
    kept.add([G])
    put(round, gradient.dW)
    put(round, gradient.db)
  }
}

/** The sums of a round, where the network is. */
export function slopeOf(network: Network, round: Round): Slope {
  const { backend } = network[0].W
  const [losses, ...gradients] = round.summed
  const last = network.length - 1
  return {
    losses: backend.matrix(losses.length, 1, losses),
    gradients: network.map(({ W, b }, l) => ({
      dW: backend.matrix(W.rows, W.cols, gradients[2 * (last - l)]),
      db: backend.matrix(b.rows, 1, gradients[2 * (last - l) + 1]),
    })),
  }
}

/** What is read is fixed at the call. */
function put(round: Round, matrix: Matrix): void {
  round.put((into) => matrix.read(into))
  matrix.dispose()
}

/** More turns than a read takes that is done at the call. */
const TURNS = 32

/**
 * Lets go what was read at the call, before the thread is busy with the next layer. A backend that computes elsewhere takes longer, and
 * is given the next layer meanwhile.
 */
async function untilFilled(round: Round): Promise<void> {
  for (let turn = 0; turn < TURNS && !round.isFilled; turn++) await Promise.resolve()
}

/** Matrices that are needed across turns of the thread, which no scope can know. */
class Kept implements Disposable {
  readonly #matrices: Matrix[] = []

  add(matrices: readonly Matrix[]): void {
    this.#matrices.push(...matrices)
  }

  [Symbol.dispose](): void {
    for (const matrix of this.#matrices) matrix.dispose()
  }
}
