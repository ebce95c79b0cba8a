import type { Random, Samples } from '@bilayer/core'
import { normal } from './normal.ts'
import { beginDrawing, type DrawnOptions } from './options.ts'

/** A point of the plane, from −1 to 1 in both directions but for its noise, and its class. */
interface Point {
  readonly x: number
  readonly y: number
  readonly label: 0 | 1
}

/** Draws the i-th point; classes take turns. */
type Draw = (i: number, random: Random, noise: number) => Point

/** The data sets of two classes in the plane. */
export const planeNames = ['circles', 'xor', 'spirals', 'gaussians'] as const

/** The name of a data set of two classes in the plane. */
export type PlaneName = (typeof planeNames)[number]

/**
 * Points of two classes in the plane, from −1 to 1 in both directions but for their noise: a disc in a ring, the four quarters, two
 * arms that turn about each other, or two clouds. X is count × 2, and Y count × 1: 0 and 1 in turn. Noise of 1 moves a point by half
 * of the plane's half.
 *
 * Throws `ArgumentError` for another name, or options that are none.
 */
export function planeSamples(
  name: PlaneName,
  options: DrawnOptions,
): { readonly X: Samples; readonly Y: Samples } {
  const { count, noise, random } = beginDrawing(name, planeNames, options)
  const points = Array.from({ length: count }, (_, i) => draws[name](i, random, noise))
  return {
    X: { values: Float32Array.from(points.flatMap(({ x, y }) => [x, y])), count, size: 2 },
    Y: { values: Float32Array.from(points, ({ label }) => label), count, size: 1 },
  }
}

/** How far noise of 1 moves a point: half of the plane's half. */
const SPREAD = 0.5

const moved = (point: Point, random: Random, noise: number): Point => ({
  ...point,
  x: point.x + SPREAD * noise * normal(random),
  y: point.y + SPREAD * noise * normal(random),
})

/** A disc, and a ring around it. */
const circles: Draw = (i, random, noise) => {
  const label = classOf(i)
  const radius = label === 0 ? 0.45 * Math.sqrt(random.uniform()) : 0.7 + 0.3 * random.uniform()
  const angle = 2 * Math.PI * random.uniform()
  return moved({ x: radius * Math.cos(angle), y: radius * Math.sin(angle), label }, random, noise)
}

/** The four quarters, of which those across from each other are of one class. */
const xor: Draw = (i, random, noise) => {
  const label = classOf(i)
  const size = (): number => 0.08 + 0.9 * random.uniform()
  const side = random.uniform() < 0.5 ? -1 : 1
  return moved({ x: side * size(), y: (label === 0 ? side : -side) * size(), label }, random, noise)
}

/** How often an arm of the spirals goes round. */
const TURNS = 1.5

/** Two arms that turn about each other. */
const spirals: Draw = (i, random, noise) => {
  const label = classOf(i)
  const share = random.uniform()
  const angle = 2 * Math.PI * TURNS * share + label * Math.PI
  const radius = 0.05 + 0.95 * share
  return moved({ x: radius * Math.sin(angle), y: radius * Math.cos(angle), label }, random, noise)
}

/** The deviation of a cloud without noise. */
const CLOUD = 0.18

/** Two clouds, which noise lets grow into each other. */
const gaussians: Draw = (i, random, noise) => {
  const label = classOf(i)
  const centre = label === 0 ? -0.45 : 0.45
  const point: Point = {
    x: centre + CLOUD * normal(random),
    y: centre + CLOUD * normal(random),
    label,
  }
  return moved(point, random, noise)
}

const classOf = (i: number): 0 | 1 => (i % 2 === 0 ? 0 : 1)

const draws: Record<PlaneName, Draw> = { circles, xor, spirals, gaussians }
