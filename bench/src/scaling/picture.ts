import { dot, lineY, plot, ruleY, text } from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import type { RankResults } from '../ranks/results.ts'
import { efficiencyAt, placesOf } from './forecast.ts'
import type { Model } from './model.ts'
import { knownNetworks } from './networks.ts'

const COLOURS = ['#b4552d', '#1f6f8b']

/** Pixels between two lines of text. */
const LINE = 15

const COUNTS = [2, 4, 8, 16, 32, 64, 256, 1024]

interface Point {
  readonly layers: string
  readonly network: string
  readonly library: string
  readonly ranks: number
  readonly efficiency: number
}

/** Efficiency over the number of ranks, on a logarithmic scale. One panel a network of layers. */
export function picture(results: RankResults, model: Model): string {
  const { document } = parseHTML('<!doctype html><html><body></body></html>')
  const points = pointsOf(results, model)
  const svg = plot({
    document,
    width: 990,
    height: 300,
    marginLeft: 44,
    marginTop: 36,
    marginBottom: 40,
    style: { background: 'white', color: '#222', fontFamily: 'sans-serif', fontSize: '12px' },
    x: { type: 'log', base: 2, label: 'ranks →', ticks: [2, 8, 64, 1024], tickFormat: String },
    y: { domain: [0, 1], label: '↑ efficiency', grid: true, tickFormat: '.0%' },
    fx: { domain: [...new Set(points.map(({ layers }) => layers))], label: null, padding: 0.1 },
    color: { domain: knownNetworks.map(({ name }) => name), range: COLOURS },
    marks: [
      ruleY([0.9], { stroke: '#999', strokeDasharray: '2 3' }),
      ...placesOf([0]).map(({ known, library }) =>
        lineY(
          points.filter((point) => point.network === known.name && point.library === library),
          {
            x: 'ranks',
            y: 'efficiency',
            fx: 'layers',
            stroke: 'network',
            ...(library === 'Open MPI' && { strokeDasharray: '5 3' }),
          },
        ),
      ),
      ...legend(points[points.length - 1].layers),
      dot(points, { x: 'ranks', y: 'efficiency', fx: 'layers', fill: 'network', r: 2 }),
    ],
  })
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  return `${svg.outerHTML}\n`
}

/** What the colours and strokes mean, in one panel. */
const legend = (layers: string) =>
  [
    ...knownNetworks.map(({ name }, i) => ({ words: name, fill: COLOURS[i] })),
    { words: 'dashed: Open MPI', fill: '#222' },
  ].map(({ words, fill }, i) =>
    text([{ layers }], {
      fx: 'layers',
      frameAnchor: 'bottom-left',
      text: () => words,
      textAnchor: 'start',
      fill,
      dx: 6,
      dy: LINE * (i - 3),
    }),
  )

function pointsOf(results: RankResults, model: Model): Point[] {
  return results.profiles.flatMap((profiled) =>
    placesOf(COUNTS).map((place) => ({
      layers: `${profiled.costs.layers.join('-')}, batches of ${profiled.size[3]}`,
      network: place.known.name,
      library: place.library,
      ranks: place.ranks,
      efficiency: efficiencyAt(profiled, model, place, profiled.size[3]),
    })),
  )
}
