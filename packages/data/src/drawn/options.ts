import {
  checkNotNegative,
  checkObject,
  checkOneOf,
  checkWholeNumber,
  createRandom,
  type Random,
} from '@bilayer/core'

/** What is drawn. */
export interface DrawnOptions {
  /** Samples. */
  readonly count: number
  /** How far they are moved at random, as a share of the data set's own size. 0 unless given. */
  readonly noise?: number
  /** A whole number from 0 to 2³² − 1: one seed gives one data set on every platform. 0 unless given. */
  readonly seed?: number
}

/** What is drawn with. */
export interface Drawing {
  readonly count: number
  readonly noise: number
  readonly random: Random
}

/** Begins to draw one of the data sets of these names. Throws `ArgumentError` for another name, or options that are none. */
export function beginDrawing<Name extends string>(
  name: Name,
  names: readonly Name[],
  options: DrawnOptions,
): Drawing {
  checkOneOf('name', name, names)
  checkObject('options', options, '{ count: 400, noise: 0.1, seed: 0 }')
  const { count, noise = 0, seed = 0 } = options
  checkWholeNumber('count', count, { most: MOST_SAMPLES })
  checkNotNegative('noise', noise)
  return { count, noise, random: createRandom(seed) }
}

const MOST_SAMPLES = 2 ** 24
