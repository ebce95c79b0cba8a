import { checkArray, checkFunction, checkObject, checkWholeNumber } from './arguments.ts'
import { ArgumentError } from './errors.ts'

/** A stream of random numbers that is the same on every machine for one seed. */
export interface Random {
  /** A whole number from 0 to 2³² − 1. */
  readonly bits: () => number
  /** A multiple of 2⁻³² in [0, 1). */
  readonly uniform: () => number
  /** A whole number from 0 to `limit − 1`, each equally likely. Throws `ArgumentError` for a limit below 1 or above 2³². */
  readonly below: (limit: number) => number
  /** Where the stream is; `restoreRandom` goes on from there. */
  readonly state: () => RandomState
}

/** Four whole numbers from 0 to 2³² − 1, of which one at least is not 0. */
export type RandomState = readonly [number, number, number, number]

/**
 * The generator xoshiro128** 1.1 (D. Blackman and S. Vigna, Scrambled Linear Pseudorandom Number Generators, 2021), its state
 * filled from the seed by splitmix32. Whole-number arithmetic alone, so no platform differs.
 *
 * Throws `ArgumentError` unless the seed is a whole number from 0 to 2³² − 1.
 */
export function createRandom(seed: number): Random {
  checkWholeNumber('seed', seed, { most: LARGEST_WORD })
  const next = splitmix32(seed)
  return xoshiro128([next(), next(), next(), next()])
}

/** The stream that goes on where another was. Throws `ArgumentError` for what is no state. */
export function restoreRandom(state: RandomState): Random {
  checkRandomState('state', state)
  return xoshiro128(state)
}

/** Throws `ArgumentError` unless a value is a state of a stream. `label` is what the caller calls it. */
export function checkRandomState(label: string, state: unknown): asserts state is RandomState {
  checkArray(label, state, 'four whole numbers, as random.state() gives them')
  checkWholeNumber(`${label}.length`, state.length, { least: 4, most: 4 })
  for (const [i, word] of state.entries()) checkWholeNumber(`${label}[${i}]`, word, { most: LARGEST_WORD })
  if (state.every((word) => word === 0))
    throw new ArgumentError(`${label} is all 0, which no stream comes to.`)
}

const LARGEST_WORD = 2 ** 32 - 1

/**
 * The numbers 0 to `length − 1` in random order (Fisher and Yates).
 * Throws `ArgumentError` unless the length is a whole number from 0 to 2³², and `random` a stream of random numbers.
 */
export function permutation(length: number, random: Random): Uint32Array {
  checkWholeNumber('length', length, { most: 2 ** 32 })
  checkObject('random', random, 'createRandom(1)')
  checkFunction('random.below', random.below)
  const order = Uint32Array.from({ length }, (_, i) => i)
  for (let i = length - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const swapped = order[i]
    order[i] = order[j]
    order[j] = swapped
  }
  return order
}

/** The numbers from a state of four 32-bit words on. */
function xoshiro128([a, b, c, d]: RandomState): Random {
  const bits = (): number => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotateLeft(d, 11)
    return result
  }

  const below = (limit: number): number => {
    checkWholeNumber('limit', limit, { least: 1, most: 2 ** 32 })
    const fair = 2 ** 32 - (2 ** 32 % limit)
    for (;;) {
      const value = bits()
      if (value < fair) return value % limit
    }
  }

  return {
    bits,
    uniform: () => bits() * 2 ** -32,
    below,
    state: () => [a >>> 0, b >>> 0, c >>> 0, d >>> 0],
  }
}

const rotateLeft = (x: number, count: number): number => (x << count) | (x >>> (32 - count))

function splitmix32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x9e3779b9) | 0
    let z = state
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
    return z ^ (z >>> 16)
  }
}
