import { createRandom } from 'bilayer'

/** The places of so many of `count` things at most, drawn without regard to them, in order. One seed gives one sample. */
export function sampleOf(count: number, most: number, seed: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, i) => i)
  const random = createRandom(seed)
  const places: number[] = []
  // Each is taken with the chance that leaves as many to those behind it as are wanted (D. Knuth, The Art of Computer Programming 2, 3.4.2 S).
  for (let i = 0; places.length < most; i++)
    if (random.below(count - i) < most - places.length) places.push(i)
  return places
}

/** So many of a list's places at most, at equal distances, the first and the last among them. */
export function thinned(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, i) => i)
  return Array.from({ length: most }, (_, i) => Math.round((i * (count - 1)) / (most - 1)))
}
