import { BilayerError } from '@bilayer/core'
import type { Network } from './network.ts'
import { parametersOf } from './parameters.ts'

/** Numbers that are no longer finite: the loss in training, or the outputs of a network that was trained so. */
export class DivergedError extends BilayerError {
  override readonly name = 'DivergedError'
  readonly code = 'BILAYER_DIVERGED'
  /** What happened, for whoever has other words for what to do about it than the end of the message, which names options of `fit`. */
  readonly happened: string

  constructor(happened: string, advice = '') {
    super(happened + advice)
    this.happened = happened
  }
}

/** What led to a loss that is not finite. */
export interface Divergence {
  readonly loss: number
  readonly epoch: number
  readonly learningRate: number
  /** The network at the end of the last epoch, which the model keeps. */
  readonly good: Network
  /** The network when the loss was last read, and finite. */
  readonly last: Network
}

/** The error that says which layer grew the most, and what to try. */
export async function divergedError({
  loss,
  epoch,
  learningRate,
  good,
  last,
}: Divergence): Promise<DivergedError> {
  const [before, after] = await Promise.all([largestOfEach(good), largestOfEach(last)])
  const growth = after.map((largest, l) => largest / before[l])
  const layer = growth.indexOf(Math.max(...growth))
  const grew =
    growth[layer] > 1
      ? ` Layer ${layer + 1} had grown the most: its largest weight from ${digits(before[layer])} to ${digits(after[layer])}.`
      : ''
  const kept = epoch === 1 ? 'from before the training' : `of the end of epoch ${epoch - 1}`
  return new DivergedError(
    `The loss became ${loss} in epoch ${epoch}.${grew}`,
    ` The model keeps the parameters ${kept}. Try a learning rate below ${learningRate}, clipNorm, or smaller numbers in X and Y.`,
  )
}

const digits = (value: number): string => value.toPrecision(2)

/** The largest |w| of each layer; ∞ where one is not finite. */
async function largestOfEach(network: Network): Promise<number[]> {
  const parameters = await parametersOf(network)
  return parameters
    .filter((_, i) => i % 2 === 0)
    .map(({ values }) =>
      values.reduce(
        (largest, value) => Math.max(largest, Number.isNaN(value) ? Infinity : Math.abs(value)),
        0,
      ),
    )
}
