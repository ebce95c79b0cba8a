import { createRandom } from '@bilayer/core'

/** Points in the plane around one centre for each label, and their labels. */
export function clusters<L>(labels: readonly L[], count: number, seed = 0): { X: number[][]; y: L[] } {
  const random = createRandom(seed)
  const noise = (): number => random.uniform() + random.uniform() - 1
  const places = Array.from({ length: count }, (_, i) => i % labels.length)
  const X = places.map((place) => {
    const angle = (2 * Math.PI * place) / labels.length
    return [2 * Math.cos(angle) + noise(), 2 * Math.sin(angle) + noise()]
  })
  return { X, y: places.map((place) => labels[place]) }
}

/** Points in the plane, and a smooth function of each. */
export function surface(count: number, seed = 0): { X: number[][]; y: number[] } {
  const random = createRandom(seed)
  const X = Array.from({ length: count }, () => [4 * random.uniform() - 2, 4 * random.uniform() - 2])
  return { X, y: X.map(([a, b]) => Math.sin(a) * b) }
}
