import { checkSamples, type Samples, ShapeError } from '@bilayer/core'

/**
 * The place of each sample's likeliest class, from a logit of each class, or one, the log odds of the second of two. Throws `ArgumentError` or
 * `ShapeError` for what are no outputs of a classifier.
 */
export function likeliestClasses(outputs: Samples): Uint32Array {
  checkLogits(outputs)
  const { values, count, size } = outputs
  if (size === 1) return Uint32Array.from(values, (logOdds) => Number(logOdds > 0))
  return Uint32Array.from({ length: count }, (_, i) => largest(values.subarray(i * size, (i + 1) * size)))
}

/** The probability of each class for each sample, from the same outputs. Throws as `likeliestClasses` does. */
export function classProbabilities(outputs: Samples): number[][] {
  checkLogits(outputs)
  const { values, count, size } = outputs
  if (size === 1) return Array.from(values, (logOdds) => [sigmoid(-logOdds), sigmoid(logOdds)])
  return Array.from({ length: count }, (_, i) => softmax([...values.subarray(i * size, (i + 1) * size)]))
}

function checkLogits(outputs: Samples): void {
  checkSamples('outputs', outputs)
  if (outputs.size === 0)
    throw new ShapeError('outputs has no numbers in a sample; it needs one for each class.')
}

/** The place of the largest number; the first of equals. */
const largest = (values: Float32Array): number =>
  values.reduce((best, value, i) => (value > values[best] ? i : best), 0)

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z))

function softmax(logits: readonly number[]): number[] {
  const most = Math.max(...logits)
  const powers = logits.map((logit) => Math.exp(logit - most))
  const sum = powers.reduce((total, power) => total + power, 0)
  return powers.map((power) => power / sum)
}
