import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { Panel } from '../../components/panel.tsx'
import { palette } from '../../components/pictures/palette.ts'
import type { Measured } from '../../state/state.ts'
import { multiplyAdds } from '../../worker/bench/multiply-adds.ts'
import { formatRate, nameOf } from './names.ts'
import { Marker } from './marker.tsx'

const HEIGHT = 380
const MARGIN = { left: 64, right: 20, top: 14, bottom: 60 }

/** The names of sizes stand in so many rows, one lower than the one before: in a narrow page they have no room beside each other. */
const NAME_ROWS = 3
const NAME_HEIGHT = 14

/** Steps a second by the arithmetic of a step, both logarithmic: a line of each backend, with a colour and a marker of its own. */
export function RateChart({ measured: { backends, sizes, measurements } }: { readonly measured: Measured }) {
  const place = useRef<SVGSVGElement>(null)
  const measuredWidth = useSignal(600)
  const width = measuredWidth.value
  useLayoutEffect(() => {
    const element = place.current
    if (!element) return () => {}
    const observer = new ResizeObserver(() => {
      measuredWidth.value = Math.max(200, element.clientWidth)
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [measuredWidth])
  const work = sizes.map(multiplyAdds)
  const rates = measurements.flatMap(({ milliseconds }) =>
    milliseconds === undefined ? [] : [1000 / milliseconds],
  )
  const [lowest, highest] = decadesOf(rates)
  const x = scale(
    Math.log10(work[0]) - 0.2,
    Math.log10(work[work.length - 1]) + 0.2,
    MARGIN.left,
    width - MARGIN.right,
  )
  const y = scale(lowest, highest, HEIGHT - MARGIN.bottom, MARGIN.top)
  const decades = Array.from({ length: highest - lowest + 1 }, (_, i) => lowest + i)
  return (
    <Panel title="By size">
      <ul class="legend chart-legend">
        {backends.map((backend, i) => (
          <li key={backend} class="legend-entry">
            <svg class="legend-marker" viewBox="-8 -8 16 16" aria-hidden="true">
              <Marker shape={i} colour={palette.value.lines[i]} />
            </svg>
            {backend}
          </li>
        ))}
      </ul>
      <svg
        ref={place}
        class="rate-chart"
        viewBox={`0 0 ${width} ${HEIGHT}`}
        role="img"
        aria-label="Steps a second of each backend by the size of the network; the table has the numbers."
      >
        {decades.map((decade) => (
          <g key={decade}>
            <line
              class="grid-line"
              x1={MARGIN.left}
              x2={width - MARGIN.right}
              y1={y(decade)}
              y2={y(decade)}
            />
            <text class="tick" x={MARGIN.left - 8} y={y(decade) + 4} text-anchor="end">
              {formatRate(10 ** decade)}
            </text>
          </g>
        ))}
        {sizes.map((size, i) => (
          <g key={nameOf(size)}>
            <line
              class="grid-line"
              x1={x(Math.log10(work[i]))}
              x2={x(Math.log10(work[i]))}
              y1={MARGIN.top}
              y2={HEIGHT - MARGIN.bottom}
            />
            <text
              class="tick"
              x={x(Math.log10(work[i]))}
              y={HEIGHT - MARGIN.bottom + 16 + NAME_HEIGHT * (i % NAME_ROWS)}
              text-anchor={i === sizes.length - 1 ? 'end' : 'middle'}
            >
              {size.layers.join('-')}
            </text>
          </g>
        ))}
        {backends.map((backend, i) => {
          const points = measurements.flatMap((each) =>
            each.backend === backend && each.milliseconds !== undefined
              ? [[x(Math.log10(work[each.size])), y(Math.log10(1000 / each.milliseconds))] as const]
              : [],
          )
          const colour = palette.value.lines[i]
          return (
            <g key={backend} data-line={backend}>
              <polyline
                fill="none"
                stroke={colour}
                stroke-width="2"
                points={points.map((point) => point.join(' ')).join(', ')}
              />
              {points.map(([left, top]) => (
                <g key={left} transform={`translate(${left} ${top})`}>
                  <Marker shape={i} colour={colour} />
                </g>
              ))}
            </g>
          )
        })}
      </svg>
      <p class="quiet-text">Steps a second, by the multiply-adds of a step. Both axes are logarithmic.</p>
    </Panel>
  )
}

/** Whole powers of ten around the rates. */
function decadesOf(rates: readonly number[]): readonly [lowest: number, highest: number] {
  if (rates.length === 0) return [0, 5]
  const lowest = Math.floor(Math.log10(Math.min(...rates)))
  return [lowest, Math.max(lowest + 1, Math.ceil(Math.log10(Math.max(...rates))))]
}

const scale =
  (from: number, to: number, start: number, end: number) =>
  (value: number): number =>
    start + ((value - from) / (to - from)) * (end - start)
