import { axisX, axisY, dot, gridY, line } from '@observablehq/plot'
import { figure } from '../html/format.ts'
import { html, type Html } from '../html/html.ts'
import { thinned } from '../numbers/sample.ts'
import { colours, draw } from './draw.ts'

/** A number of each epoch. */
export interface Series {
  readonly name: string
  /** undefined, or no finite number, where there is none. */
  readonly values: readonly (number | undefined)[]
  /** What is drawn in the accent colour; other lines are grey, and dashed. */
  readonly isMain: boolean
}

interface Point {
  readonly epoch: number
  readonly value: number
}

const MOST_POINTS = 500

/** With fewer points each is marked. */
const FEW_POINTS = 30

const MOST_POWERS = 6

/** Beyond such a ratio of the largest to the least, a logarithmic axis shows more. */
const WIDE_RANGE = 50

/** Curves over the epochs. */
export function curve(title: string, label: string, series: readonly Series[]): Html {
  const drawn = series.map((one) => ({ ...one, points: pointsOf(one.values) }))
  const values = drawn.flatMap(({ points }) => points.map(({ value }) => value))
  const isLogarithmic = spansWide(values)
  const epochs = Math.max(...series.map((one) => one.values.length))
  const ticks = isLogarithmic ? powersOfTen(values) : 5
  const svg = draw(title, {
    x: { domain: epochs === 1 ? [0.5, 1.5] : [1, epochs] },
    y: { type: isLogarithmic ? 'log' : 'linear', nice: true },
    marks: [
      gridY({ stroke: colours.line, strokeOpacity: 1, ticks }),
      axisX({ label: 'epoch', tickSize: 0, tickFormat: wholeTick, ticks: Math.min(epochs, 6) }),
      axisY({
        label: isLogarithmic ? `${label} (logarithmic)` : label,
        tickSize: 0,
        ticks,
        ...(isLogarithmic && { tickFormat: figure }),
      }),
      ...drawn.flatMap(marksOf),
    ],
  })
  return html`${series.length > 1 && legend(series)}${svg}`
}

function marksOf({ points, isMain }: Series & { readonly points: readonly Point[] }) {
  const stroke = isMain ? colours.accent : colours.dim
  const shape = { x: 'epoch', y: 'value' } as const
  return [
    line(points, { ...shape, stroke, strokeWidth: 2, ...(!isMain && { strokeDasharray: '5 4' }) }),
    ...(points.length <= FEW_POINTS ? [dot(points, { ...shape, fill: stroke, r: 3 })] : []),
  ]
}

const legend = (series: readonly Series[]): Html =>
  html`<ul class="legend">${series.map(({ name, isMain }) => html`<li class="${isMain ? 'main' : 'other'}">${name}</li>`)}</ul>`

const pointsOf = (values: Series['values']): Point[] =>
  thinned(values.length, MOST_POINTS).flatMap((i) => {
    const value = values[i]
    return value !== undefined && Number.isFinite(value) ? [{ epoch: i + 1, value }] : []
  })

function spansWide(values: readonly number[]): boolean {
  const least = Math.min(...values)
  return least > 0 && Math.max(...values) / least > WIDE_RANGE
}

/** Those around numbers above 0; some are skipped where they are many. */
function powersOfTen(values: readonly number[]): number[] {
  const first = Math.floor(Math.log10(Math.min(...values)))
  const last = Math.ceil(Math.log10(Math.max(...values)))
  const step = Math.ceil((last - first + 1) / MOST_POWERS)
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, i) => 10 ** (first + i * step))
}

const wholeTick = (epoch: number): string => (Number.isInteger(epoch) ? figure(epoch) : '')
