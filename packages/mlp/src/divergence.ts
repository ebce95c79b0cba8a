import { ArgumentError, type BilayerError, type Samples } from '@bilayer/core'
import { DivergedError } from './diverged.ts'
import type { Network } from './network.ts'
import { parametersOf } from './parameters.ts'

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

/** What to say of a sample whose outputs hold NaN: it is the sample's fault where that is not finite, or else the network's. */
export function noLargest({ values, size }: Samples, sample: number): BilayerError {
  const what = `Sample ${sample} of X, counted from 0, gives outputs with NaN, of which none is the largest.`
  return values.subarray(sample * size, (sample + 1) * size).every(Number.isFinite)
    ? new DivergedError(
        what,
        ' The parameters hold NaN or ∞, as training that diverged leaves them, or are too large: train the model anew.',
      )
    : new ArgumentError(
        `${what} It holds numbers that are not finite: replace them, or leave the sample out.`,
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
