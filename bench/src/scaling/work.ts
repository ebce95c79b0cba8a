import type { StepWork } from './simulate.ts'

/** What a training step takes of one processor, in seconds, part by part; of the arrays, the first is the first layer. */
export interface StepCosts {
  /** The sizes from the inputs to the outputs. */
  readonly layers: readonly number[]
  /** The batch, forward through all layers, and the gradient of the loss. */
  readonly before: number
  /** ∂W and ∂b of each layer. */
  readonly gradients: readonly number[]
  /** From G of each layer to G of the one before; 0 for the first layer. */
  readonly through: readonly number[]
  /** Of all parameters. */
  readonly update: number
  /** To read all gradients off the backend into what is sent. */
  readonly taken: number
  /** To put their sums back onto it. */
  readonly given: number
}

/** Numbers that a bucket is sent with at the latest, as in `packages/mlp/src/ranks/buckets.ts`. */
const ENOUGH = 2 ** 18

/** Bytes of a number. */
const BYTES = 4

/** Bytes of what each rank tells all others with the last bucket, as in `packages/mlp/src/ranks/notices.ts`. */
export const noticesOf = (ranks: number): number => 4 * BYTES * ranks

/** The step of `fit` on one of several ranks: gradients are read and sent last layer first, a bucket as soon as it is full. */
export function stepOf(costs: StepCosts, ranks: number): StepWork {
  const { layers, gradients, through, taken, given } = costs
  const total = parametersOf(layers)
  const buckets: { seconds: number; bytes: number }[] = []
  // The losses of the outputs come first.
  let numbers = layers[layers.length - 1]
  let seconds = 0
  for (let l = gradients.length - 1; l >= 0; l--) {
    const [weights, biases] = [layers[l] * layers[l + 1], layers[l + 1]]
    seconds += gradients[l] + (taken * (weights + biases)) / total
    for (const size of [weights, biases]) {
      if (numbers >= ENOUGH) {
        buckets.push({ seconds, bytes: BYTES * numbers })
        ;[numbers, seconds] = [0, 0]
      }
      numbers += size
    }
    seconds += through[l]
  }
  buckets.push({ seconds, bytes: BYTES * numbers + noticesOf(ranks) })
  return { before: costs.before, buckets, after: given + costs.update }
}

/** A step on one rank alone: nothing is taken off the backend. */
export const aloneOf = ({ before, gradients, through, update }: StepCosts): number =>
  before + update + sum(gradients) + sum(through)

export const parametersOf = (layers: readonly number[]): number =>
  sum(layers.slice(1).map((outputs, l) => outputs * (layers[l] + 1)))

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
