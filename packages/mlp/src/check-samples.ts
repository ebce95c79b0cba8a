import { ArgumentError, checkSamples, type Samples, ShapeError } from '@bilayer/core'

/** Throws `ArgumentError` or `ShapeError` unless `samples` holds what it says, and `size` numbers in each sample. */
export function checkSamplesOf(size: number, label: string, samples: Samples): void {
  checkSamples(label, samples)
  if (samples.size !== size) {
    throw new ShapeError(`${label} has ${samples.size} numbers in a sample; the network takes ${size}.`)
  }
}

/**
 * Throws `ArgumentError` or `ShapeError` unless X and Y are what a network of that many inputs and outputs can learn from: a
 * target for each sample, and nothing that is not finite, since one NaN would spoil every parameter.
 */
export function checkPaired(X: Samples, Y: Samples, inputs: number, outputs: number): void {
  checkSamplesOf(inputs, 'X', X)
  checkSamplesOf(outputs, 'Y', Y)
  if (X.count !== Y.count) {
    throw new ShapeError(`X has ${X.count} samples and Y has ${Y.count}; each sample needs one target.`)
  }
  checkFinite('X', X)
  checkFinite('Y', Y)
}

/** Throws `ArgumentError` where X has no samples; `what` needs one. */
export function checkSome(what: string, X: Samples): void {
  if (X.count === 0) throw new ArgumentError(`X has no samples; ${what} needs at least one.`)
}

function checkFinite(label: string, { values, size }: Samples): void {
  if (Number.isFinite(sum(values))) return
  const i = values.findIndex((value) => !Number.isFinite(value))
  throw new ArgumentError(
    `${label} holds ${values[i]} as number ${i % size} of sample ${Math.floor(i / size)}, both counted from 0; every number must be finite.`,
  )
}

/**
 * Float32 numbers are too small to overflow a float64, so this is finite exactly where all of them are. In four parts, since one
 * sum would wait for itself.
 */
function sum(values: Float32Array): number {
  let [a, b, c, d] = [0, 0, 0, 0]
  const fours = values.length - (values.length % 4)
  for (let i = 0; i < fours; i += 4) {
    a += values[i]
    b += values[i + 1]
    c += values[i + 2]
    d += values[i + 3]
  }
  for (let i = fours; i < values.length; i++) a += values[i]
  return a + b + c + d
}
