import { axisX, axisY, dot, gridX, gridY, link, rectY, ruleY, ruleX } from '@observablehq/plot'
import { count, figure } from '../html/format.ts'
import type { Html } from '../html/html.ts'
import type { Bin } from '../numbers/distribution.ts'
import { colours, draw } from './draw.ts'

/** A row: what it was, and what was predicted. */
export interface Pair {
  readonly actual: number
  readonly predicted: number
}

const axes = (x: string, y: string, tickOfY = figure) => [
  axisX({ label: x, labelAnchor: 'center', labelArrow: 'none', tickSize: 0, ticks: 5, tickFormat: figure }),
  axisY({ label: y, labelArrow: 'none', tickSize: 0, ticks: 5, tickFormat: tickOfY }),
]

const lines = { stroke: colours.line, strokeOpacity: 1, ticks: 5 }
const points = { fill: colours.accent, fillOpacity: 0.45, stroke: colours.accent, strokeWidth: 0.75, r: 3 }

/** What was predicted of each row over what it was; on the diagonal where the two are equal. */
export function predictedOverActual(title: string, pairs: readonly Pair[]): Html {
  const all = pairs.flatMap(({ actual, predicted }) => [actual, predicted])
  const least = Math.min(...all)
  const most = Math.max(...all)
  return draw(title, {
    height: 400,
    marginLeft: 64,
    inset: 8,
    x: { domain: [least, most] },
    y: { domain: [least, most] },
    marks: [
      gridX(lines),
      gridY(lines),
      ...axes('true', 'predicted'),
      dot(pairs, { ...points, x: 'actual', y: 'predicted' }),
      link([0], { x1: least, y1: least, x2: most, y2: most, stroke: colours.ink, strokeDasharray: '5 4' }),
    ],
  })
}

/** How far each row is from what was predicted, over that. */
export const residualPlot = (title: string, pairs: readonly Pair[]): Html =>
  draw(title, {
    height: 400,
    marginLeft: 64,
    inset: 8,
    y: { nice: true },
    marks: [
      gridX(lines),
      gridY(lines),
      ...axes('predicted', 'true − predicted'),
      dot(pairs, { ...points, x: 'predicted', y: ({ actual, predicted }: Pair) => actual - predicted }),
      ruleY([0], { stroke: colours.ink, strokeDasharray: '5 4' }),
    ],
  })

/** How often residuals were how large. */
export const residualHistogram = (title: string, bins: readonly Bin[]): Html =>
  draw(title, {
    y: { nice: true },
    marks: [
      gridY(lines),
      rectY(bins, { x1: 'from', x2: 'to', y: 'count', fill: colours.accent, inset: 0.75 }),
      ruleX([0], { stroke: colours.ink, strokeDasharray: '5 4' }),
      ...axes('true − predicted', 'rows', count),
    ],
  })
