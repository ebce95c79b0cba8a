import { createRandom } from 'bilayer'
import { type CurveName, curves } from '../../../data-sets/curve.ts'
import { type PlaneName, planePoints } from '../../../data-sets/plane.ts'

/** Points of a thumbnail. */
const POINTS = 110

/** Points of two classes, each class one path of dots. */
export function PlaneThumbnail({ name }: { readonly name: PlaneName }) {
  const points = planePoints(name, POINTS, 0.06, createRandom(3))
  const dots = (label: number): string =>
    points.flatMap((point) => (point.label === label ? [`M${dot(point.x)} ${dot(-point.y)}h0`] : [])).join('')
  return (
    <svg class="thumbnail" viewBox="-1.2 -1.2 2.4 2.4" aria-hidden="true">
      <path class="dots orange" d={dots(0)} />
      <path class="dots blue" d={dots(1)} />
    </svg>
  )
}

export function CurveThumbnail({ name }: { readonly name: CurveName }) {
  const places = Array.from({ length: 61 }, (_, i) => i / 30 - 1)
  const path = places.map((x) => `${dot(x)} ${dot(-curves[name](x))}`).join('L')
  return (
    <svg class="thumbnail" viewBox="-1.2 -1.2 2.4 2.4" aria-hidden="true">
      <path class="stroke" d={`M${path}`} />
    </svg>
  )
}

/** A three, as one writes it. */
export function DigitsThumbnail() {
  return (
    <svg class="thumbnail" viewBox="-1.2 -1.2 2.4 2.4" aria-hidden="true">
      <path class="stroke thick" d="M-.5-.7Q0-1.1.4-.7T-.1-.05Q.65 0 .5.55T-.55.7" />
    </svg>
  )
}

const dot = (value: number): string => value.toFixed(2)
