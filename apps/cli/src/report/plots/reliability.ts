import { axisX, axisY, dot, gridX, gridY, link } from '@observablehq/plot'
import type { metrics } from 'bilayer'
import type { Html } from '../html/html.ts'
import { colours, draw } from './draw.ts'

const RADIUS = { least: 4, most: 13 }

/** How often what was given a probability came true; on the diagonal where as often as predicted. The more samples, the larger the dot. */
export function reliabilityDiagram(title: string, bins: readonly metrics.CalibrationBin[]): Html {
  const fullest = Math.max(...bins.map(({ count }) => count))
  const radius = ({ count }: metrics.CalibrationBin) =>
    Math.max(RADIUS.least, RADIUS.most * Math.sqrt(count / fullest))
  return draw(title, {
    height: 400,
    marginRight: 20,
    inset: 8,
    x: { domain: [0, 1] },
    y: { domain: [0, 1] },
    marks: [
      gridX({ stroke: colours.line, strokeOpacity: 1, ticks: 5 }),
      gridY({ stroke: colours.line, strokeOpacity: 1, ticks: 5 }),
      axisX({
        label: 'predicted probability',
        labelArrow: 'none',
        labelAnchor: 'center',
        tickSize: 0,
        ticks: 5,
      }),
      axisY({ label: 'observed share', labelArrow: 'none', tickSize: 0, ticks: 5 }),
      link([0], { x1: 0, y1: 0, x2: 1, y2: 1, stroke: colours.dim, strokeDasharray: '5 4' }),
      link(bins, {
        x1: 'predicted',
        y1: 'predicted',
        x2: 'predicted',
        y2: 'observed',
        stroke: colours.accent,
        strokeWidth: 2,
      }),
      dot(bins, { x: 'predicted', y: 'observed', r: { value: radius, scale: null }, fill: colours.accent }),
    ],
  })
}
