import { ArgumentError, describeValue, type Samples, ShapeError } from '@bilayer/core'

/** Throws `ArgumentError` or `ShapeError` unless `samples` holds what it says, and `size` numbers in each sample. */
export function checkSamples(label: string, samples: Samples, size: number): void {
  if (!(samples?.values instanceof Float32Array)) {
    throw new ArgumentError(
      `${label} is ${describeValue(samples)}; it must be { values: Float32Array, count, size }, one sample a row.`,
    )
  }
  if (samples.size !== size) {
    throw new ShapeError(`${label} has ${samples.size} numbers in a sample; the network takes ${size}.`)
  }
  if (samples.values.length !== samples.count * samples.size) {
    throw new ShapeError(
      `${label} has ${samples.values.length} values; ${samples.count} samples of ${samples.size} take ${samples.count * samples.size}.`,
    )
  }
}

/** Throws `ShapeError` unless inputs and targets pair up. */
export function checkPaired(X: Samples, Y: Samples): void {
  if (X.count !== Y.count) {
    throw new ShapeError(`X has ${X.count} samples and Y has ${Y.count}; each sample needs one target.`)
  }
}
