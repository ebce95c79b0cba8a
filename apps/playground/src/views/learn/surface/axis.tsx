import { formatNumber } from '../../../components/format.ts'
import type { Axis as AxisFacts } from '../../../worker/protocol.ts'

/** The name of an edge of the picture, between the numbers at its ends. What it says is in the label of the picture, too. */
export function Axis({
  axis: { name, from, to },
  edge,
}: {
  readonly axis: AxisFacts
  readonly edge: 'across' | 'up'
}) {
  return (
    <p class={`axis ${edge}`} aria-hidden="true">
      <span>{formatNumber(from, 3)}</span>
      <span class="axis-name" title={name}>
        {name}
      </span>
      <span>{formatNumber(to, 3)}</span>
    </p>
  )
}
