import { ArgumentError, checkNotNegative, checkObject, describeValue, ShapeError } from '@bilayer/core'
import type { Classes } from './classes.ts'
import type { Label } from './labels.ts'
import { checkList } from './list.ts'
import type { ClassWeight } from './options.ts'

/** Weights of samples, copied. Throws `ArgumentError` or `ShapeError` unless there is a number, 0 or more, for each sample. */
export function readSampleWeights(
  weights: ArrayLike<number> | undefined,
  samples: number,
): Float32Array | undefined {
  if (weights === undefined) return undefined
  checkList('sampleWeights', weights, 'numbers')
  if (weights.length !== samples) {
    throw new ShapeError(
      `sampleWeights has ${weights.length} numbers, and X ${samples} samples; each sample needs one.`,
    )
  }
  for (let i = 0; i < weights.length; i++) checkNotNegative(`sampleWeights[${i}]`, weights[i])
  return Float32Array.from({ length: samples }, (_, i) => weights[i])
}

/**
 * The weights of samples, times those of their classes; `places` has the class of each sample. Throws `ArgumentError` for weights of
 * what is no class.
 */
export function weightsByClass<L extends Label>(
  classWeight: ClassWeight | undefined,
  { labels }: Classes<L>,
  places: Uint32Array,
  sampleWeights: Float32Array | undefined,
): Float32Array | undefined {
  if (classWeight === undefined) return sampleWeights
  const ofClass =
    classWeight === 'balanced' ? balancedWeights(labels.length, places) : weightsOfLabels(classWeight, labels)
  return Float32Array.from(places, (place, i) => ofClass[place] * (sampleWeights?.[i] ?? 1))
}

/** Throws `ArgumentError` unless a value can be the weights of classes. */
export function checkClassWeight(classWeight: ClassWeight | undefined): void {
  if (classWeight === undefined || classWeight === 'balanced') return
  checkObject('classWeight', classWeight, "{ no: 1, yes: 5 }, a Map, or the word 'balanced'")
  for (const [label, weight] of entriesOf(classWeight)) {
    checkNotNegative(`classWeight of ${describeValue(label)}`, weight)
  }
}

/** n / (classes · nₖ): the samples of each class weigh as much as those of any other. */
function balancedWeights(classes: number, places: Uint32Array): number[] {
  const counts = Array.from({ length: classes }, () => 0)
  for (const place of places) counts[place]++
  return counts.map((count) => places.length / (classes * count))
}

function weightsOfLabels(classWeight: Exclude<ClassWeight, 'balanced'>, labels: readonly Label[]): number[] {
  const keys = labels.map((label) => (isMap(classWeight) ? label : String(label)))
  const weights = new Map(entriesOf(classWeight))
  for (const key of weights.keys()) {
    if (keys.includes(key)) continue
    throw new ArgumentError(
      `classWeight has ${describeValue(key)}, which is no class; there are: ${labels.join(', ')}.`,
    )
  }
  return keys.map((key) => weights.get(key) ?? 1)
}

const entriesOf = (classWeight: Exclude<ClassWeight, 'balanced'>): [Label, number][] =>
  isMap(classWeight) ? [...classWeight] : Object.entries(classWeight)

const isMap = (classWeight: Exclude<ClassWeight, 'balanced'>): classWeight is ReadonlyMap<Label, number> =>
  classWeight instanceof Map
