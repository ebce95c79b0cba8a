import { plot } from 'simple-ascii-chart'

/** Characters beside the curve: its axis and the numbers there. */
const MARGIN = 12

const NARROWEST = 20
const WIDEST = 60

/** Numbers below the curve. */
const TICKS = 5

/** The loss of each epoch as a curve; a curve needs two points, and room. */
export function lossCurve(losses: readonly number[], width: number): string {
  if (losses.length < 2 || width < NARROWEST + MARGIN) return ''
  const columns = Math.min(width - MARGIN, WIDEST)
  const shown = evenly(losses.length, Math.min(columns, losses.length))
  const points = shown.map((epoch): [number, number] => [epoch, losses[epoch - 1]])
  const drawn = plot(points, {
    width: columns,
    height: 10,
    title: 'loss by epoch',
    customXAxisTicks: evenly(losses.length, Math.min(TICKS, losses.length)),
    formatter: (value, { axis }) => (axis === 'y' ? value.toFixed(3) : Math.round(value)),
  })
  return drawn.trimEnd()
}

/** So many of the numbers from 1 to `last`, which are two at least, both ends among them. */
const evenly = (last: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => Math.round(1 + (i * (last - 1)) / (count - 1)))
