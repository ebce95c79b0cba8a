import { useLayoutEffect, useRef } from 'preact/hooks'
import uPlot from 'uplot'
import { isDark } from '../../state/theme.ts'
import { followSize } from './follow-size.ts'
import { palette } from './palette.ts'

/** A line of a chart. */
export interface Line {
  readonly label: string
  /** Its place among the colours of lines. */
  readonly colour: number
  readonly isDashed?: boolean
}

/** The x of every point, in order, and for each line its y; null or NaN where it has none. */
export type ChartData = readonly [x: ArrayLike<number>, ...lines: ArrayLike<number | null>[]]

/** Lines over a common x of whole numbers, with a logarithmic y. What they show is said by `label`. */
export function LineChart({
  label,
  xLabel,
  lines,
  data,
}: {
  readonly label: string
  readonly xLabel: string
  readonly lines: readonly Line[]
  readonly data: ChartData
}) {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<uPlot>(null)
  const names = lines.map((line) => `${line.label} ${line.colour}`).join()
  const isDarkNow = isDark.value

  const draw = (element: HTMLElement): (() => void) => {
    const made = new uPlot(optionsOf(element, xLabel, lines), plotted(data), element)
    chart.current = made
    const stop = followSize(element, (width, height) => made.setSize({ width, height }))
    return () => {
      stop()
      made.destroy()
    }
  }

  useLayoutEffect(() => {
    const element = place.current
    return element ? draw(element) : undefined
    // Made anew for other lines and colours alone: `data` is set below.
  }, [names, xLabel, isDarkNow])

  useLayoutEffect(() => {
    chart.current?.setData(plotted(data))
  }, [data])

  return (
    <figure class="chart">
      <figcaption class="legend">
        {lines.map((line) => (
          <span key={line.label} class="legend-entry">
            <svg class="legend-line" viewBox="0 0 18 4" aria-hidden="true">
              <line
                x1="0"
                y1="2"
                x2="18"
                y2="2"
                stroke={palette.value.lines[line.colour]}
                stroke-width="3"
                stroke-dasharray={line.isDashed === true ? '5 3' : undefined}
              />
            </svg>
            {line.label}
          </span>
        ))}
      </figcaption>
      <div ref={place} class="chart-place" role="img" aria-label={label} />
    </figure>
  )
}

const sizeOf = ({ clientWidth, clientHeight }: HTMLElement) => ({ width: clientWidth, height: clientHeight })

/** The logarithms of y, of numbers above 0, which a linear scale then shows. */
const plotted = ([x, ...lines]: ChartData): uPlot.AlignedData => [
  Array.from(x),
  ...lines.map((line) =>
    Array.from(line, (value) => (value !== null && value > 0 && value < Infinity ? Math.log10(value) : null)),
  ),
]

function optionsOf(element: HTMLElement, xLabel: string, lines: readonly Line[]): uPlot.Options {
  const { quietText, gridLine, lines: colours } = palette.value
  const axis: uPlot.Axis = {
    stroke: quietText,
    font: '12px system-ui, sans-serif',
    labelFont: '12px system-ui, sans-serif',
    grid: { stroke: gridLine, width: 1 },
    ticks: { stroke: gridLine, width: 1, size: 4 },
  }
  return {
    ...sizeOf(element),
    padding: [8, 16, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: false, range: rangeOfX }, y: { range: rangeOfY } },
    axes: [
      { ...axis, label: xLabel, labelSize: 18, size: 26, gap: 3, incrs: wholeSteps },
      {
        ...axis,
        size: 52,
        gap: 4,
        splits: (_, __, least, most) => ticksBetween(10 ** least, 10 ** most).map(Math.log10),
        values: (_, ticks) => ticks.map((tick) => tickLabel(Number((10 ** tick).toPrecision(1)))),
      },
    ],
    series: [
      {},
      ...lines.map(
        ({ label, colour, isDashed }): uPlot.Series => ({
          label,
          stroke: colours[colour],
          width: 1.75,
          points: { show: false },
          ...(isDashed === true && { dash: [6, 4] }),
        }),
      ),
    ],
  }
}

/** Between the ticks of x, which counts: there is no half of an epoch. */
const wholeSteps = [1, 10, 100, 1000].flatMap((power) => [power, 2 * power, 5 * power])

const rangeOfX = (_: uPlot, least: number | null, most: number | null): uPlot.Range.MinMax => {
  const from = finite(least) ?? 0
  return [from, Math.max(finite(most) ?? 1, from + 1)]
}

/** What is left above and below the lines, in decades. */
const MARGIN = Math.log10(1.2)

/** A decade at least, so that noise looks like noise. */
function rangeOfY(_: uPlot, least: number | null, most: number | null): uPlot.Range.MinMax {
  const top = (finite(most) ?? 0) + MARGIN
  return [Math.min((finite(least) ?? 0) - MARGIN, top - 1), top]
}

/** uPlot has ∞, or nothing, for the range of no numbers. */
const finite = (edge: number | null): number | undefined =>
  edge !== null && Number.isFinite(edge) ? edge : undefined

/** The fewest decades of which powers of ten alone are enough. */
const MANY_DECADES = 3

/** As many ticks as there is room for. */
const MOST_TICKS = 8

/**
 * The powers of ten in a range, or some of them, and twice and five times each where it is short. uPlot's own ticks never end in a range that does
 * not begin with one.
 */
function ticksBetween(least: number, most: number): number[] {
  const [first, last] = [Math.floor(Math.log10(least)), Math.ceil(Math.log10(most))]
  const steps = last - first > MANY_DECADES ? [1] : [1, 2, 5]
  const stride = Math.ceil((last - first) / MOST_TICKS)
  const decades = Array.from({ length: last - first + 1 }, (_, i) => first + i).filter(
    (decade) => decade % stride === 0,
  )
  return decades
    .flatMap((decade) => steps.map((step) => Number(`${step}e${decade}`)))
    .filter((tick) => tick >= least && tick <= most)
}

const tickLabel = (tick: number): string =>
  tick >= 0.001 && tick < 10_000 ? String(tick) : tick.toExponential(0)
