import { type CurveName, curveSamples, type PlaneName, planeSamples } from 'bilayer'

/** Points of a thumbnail. */
const POINTS = 110

/** Points of two classes, each class one path of dots. */
export function PlaneThumbnail({ name }: { readonly name: PlaneName }) {
  const { X, Y } = planeSamples(name, { count: POINTS, noise: 0.06, seed: 3 })
  const dots = (label: number): string =>
    Array.from(Y.values, (each, i) =>
      each === label ? `M${dot(X.values[2 * i])} ${dot(-X.values[2 * i + 1])}h0` : '',
    ).join('')
  return (
    <svg class="thumbnail" viewBox="-1.2 -1.2 2.4 2.4" aria-hidden="true">
      <path class="dots orange" d={dots(0)} />
      <path class="dots blue" d={dots(1)} />
    </svg>
  )
}

export function CurveThumbnail({ name }: { readonly name: CurveName }) {
  const { X, Y } = curveSamples(name, { count: POINTS })
  const points = Array.from(X.values, (x, i) => ({ x, y: Y.values[i] })).toSorted((a, b) => a.x - b.x)
  const path = points.map(({ x, y }) => `${dot(x)} ${dot(-y)}`).join('L')
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
