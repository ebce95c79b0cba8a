import type { Histogram } from '../../../worker/protocol.ts'

/** A histogram. `of` says of what, for who does not see it. */
export function Bars({
  title,
  of,
  histogram: { from, to, counts },
}: {
  readonly title: string
  readonly of: string
  readonly histogram: Histogram
}) {
  const most = Math.max(1, ...counts)
  const path = Array.from(counts, (count, i) => `M${i} 1V${(1 - count / most).toFixed(3)}h.85V1z`).join('')
  return (
    <figure class="bars">
      <svg
        viewBox={`0 0 ${counts.length} 1`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Histogram of ${of}, from ${from} to ${to}.`}
      >
        <path class={title === 'Weights' ? 'blue-fill' : 'orange-fill'} d={path} />
      </svg>
      <figcaption>
        <span>{formatEdge(from)}</span>
        <span>{title}</span>
        <span>{formatEdge(to)}</span>
      </figcaption>
    </figure>
  )
}

/** Edges are 1, 2 or 5 times a power of ten. */
function formatEdge(edge: number): string {
  const size = Math.abs(edge)
  const digits = size >= 1000 || size < 0.001 ? size.toExponential(0) : String(Number(size.toPrecision(1)))
  return `${edge < 0 ? '−' : ''}${digits}`
}
