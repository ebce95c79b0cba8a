import { plot } from 'simple-ascii-chart'

/** Characters beside the curve: its axis and the numbers there. */
const MARGIN = 12

const NARROWEST = 20

/** The loss of each epoch as a curve; a curve needs two points, and room. */
export function lossCurve(losses: readonly number[], width: number): string {
  if (losses.length < 2 || width < NARROWEST + MARGIN) return ''
  const points = losses.map((loss, i): [number, number] => [i + 1, loss])
  const drawn = plot(points, {
    width: Math.min(width - MARGIN, 60),
    height: 10,
    title: 'loss by epoch',
    formatter: (value, { axis }) => (axis === 'y' ? value.toFixed(3) : Math.round(value)),
  })
  return drawn.trimEnd()
}
