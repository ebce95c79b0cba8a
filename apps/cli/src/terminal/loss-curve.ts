import { plot } from 'simple-ascii-chart'

/** The loss of each epoch as a curve; a curve needs two points. */
export function lossCurve(losses: readonly number[], width: number): string {
  if (losses.length < 2) return ''
  const points = losses.map((loss, i): [number, number] => [i + 1, loss])
  const drawn = plot(points, {
    width: Math.max(20, Math.min(width - 12, 60)),
    height: 10,
    title: 'loss by epoch',
    formatter: (value, { axis }) => (axis === 'y' ? value.toFixed(3) : Math.round(value)),
  })
  return drawn.trimEnd()
}
