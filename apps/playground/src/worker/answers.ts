import { outputsOf, type Samples, type Target } from 'bilayer'
import type { Settings } from '../state/settings.ts'

/** Shares of classes for each sample, which add up to 1. */
export interface Shares {
  readonly values: Float32Array<ArrayBuffer>
  readonly classes: number
}

/**
 * What the outputs of a classifier say, as shares. What they mean hangs on the loss: logits under cross entropy, the shares
 * themselves under a loss of distances.
 */
export function sharesOf(
  { values, count, size }: Samples,
  target: Extract<Target, { kind: 'classes' }>,
  loss: Settings['loss'],
): Shares {
  const classes = target.labels.length
  const shares = new Float32Array(count * classes)
  const toShare = loss === 'crossEntropy' ? sigmoid : clamp
  for (let i = 0; i < count; i++) {
    if (outputsOf(target) === 1) {
      const share = toShare(values[i])
      shares[2 * i] = 1 - share
      shares[2 * i + 1] = share
      continue
    }
    const row = values.subarray(i * size, (i + 1) * size)
    shares.set(loss === 'crossEntropy' ? softmax(row) : normalised(row.map(clamp)), i * classes)
  }
  return { values: shares, classes }
}

/** The class with the largest share of each sample. */
export function likeliest({ values, classes }: Shares): Uint8Array<ArrayBuffer> {
  const found = new Uint8Array(values.length / classes)
  for (let i = 0; i < found.length; i++) {
    let best = 0
    for (let k = 1; k < classes; k++) if (values[i * classes + k] > values[i * classes + best]) best = k
    found[i] = best
  }
  return found
}

/** The class of each sample, from what the network is to give. */
export function classesIn({ values, count, size }: Samples): Uint8Array<ArrayBuffer> {
  if (size === 1) return Uint8Array.from(values)
  const found = new Uint8Array(count)
  for (let i = 0; i < count; i++) found[i] = values.subarray(i * size, (i + 1) * size).indexOf(1)
  return found
}

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z))

const clamp = (share: number): number => Math.min(1, Math.max(0, share))

function softmax(logits: Float32Array): Float32Array {
  const most = Math.max(...logits)
  return normalised(logits.map((logit) => Math.exp(logit - most)))
}

/** Shares in proportion to the values; equal ones where all are 0. */
function normalised(values: Float32Array): Float32Array {
  const sum = values.reduce((total, value) => total + value, 0)
  return values.map((value) => (sum === 0 ? 1 / values.length : value / sum))
}
