import { createRandom } from '@bilayer/core'
import {
  mixedValues,
  moderateValues,
  specialValues,
  subnormalValues,
  wholeValues,
} from '../../../packages/conformance/src/values.ts'

type Generator = (length: number, seed: number) => Float32Array

/** Numbers of either sign and of every size that float32 has in its normal form. */
const everySize: Generator = (length, seed) => {
  const random = createRandom(seed)
  return Float32Array.from({ length }, () => {
    const sign = random.below(2) === 0 ? 1 : -1
    return sign * (1 + random.uniform()) * 2 ** (random.below(253) - 126)
  })
}

/** Numbers of a list, in any order. */
const drawnFrom =
  (list: Float32Array): Generator =>
  (length, seed) => {
    const random = createRandom(seed)
    return Float32Array.from({ length }, () => list[random.below(list.length)])
  }

/** Ordinary numbers with one of the list here and there. */
const amongOthers =
  (list: Float32Array): Generator =>
  (length, seed) => {
    const random = createRandom(seed)
    return mixedValues(length, seed).map((value) =>
      random.below(8) === 0 ? list[random.below(list.length)] : value,
    )
  }

/** What random matrices are made of. */
export const valueKinds = {
  'mixed magnitudes': mixedValues,
  'from −8 to 8': moderateValues,
  'whole numbers': wholeValues,
  'every magnitude': everySize,
  'NaN, ±∞ and −0 among others': amongOthers(specialValues),
  'NaN, ±∞ and −0': drawnFrom(specialValues),
  'subnormals among others': amongOthers(subnormalValues),
  subnormals: drawnFrom(subnormalValues),
} satisfies Record<string, Generator>

export type ValueKind = keyof typeof valueKinds
