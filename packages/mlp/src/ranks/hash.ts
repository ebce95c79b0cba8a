import type { Backend } from '@bilayer/core'
import { codePointsOf } from './tell.ts'

/**
 * 32 bits that tell numbers apart, by their bits: MurmurHash3 (A. Appleby, 2011) of the words of all arrays in turn. Not meant against
 * those who look for two with one hash.
 */
export function hashOf(arrays: readonly Float32Array[]): number {
  let hash = 0
  let length = 0
  for (const { buffer, byteOffset, length: count } of arrays) {
    const words = new Uint32Array(buffer, byteOffset, count)
    for (let i = 0; i < count; i++) {
      const mixed = Math.imul(words[i], 0xcc9e2d51)
      hash ^= Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593)
      hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0
    }
    length += 4 * count
  }
  return finished(hash ^ length)
}

function finished(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35)
  return (twice ^ (twice >>> 16)) >>> 0
}

/** Of all that tells whether two backends compute the same bits of the same numbers. */
export function hashOfBackend({ name, info, numerics }: Backend): number {
  const { unitRoundoff, subnormals, nonFinite } = numerics
  const told = [name, info.device, info.mode, unitRoundoff, subnormals, nonFinite].join('\n')
  return hashOf([codePointsOf(told)])
}
