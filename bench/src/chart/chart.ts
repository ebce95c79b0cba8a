import { axisY, barX, plot, ruleX, text } from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import { PROBE } from '../contest.ts'
import { figure } from '../report.ts'
import type { Results } from '../results.ts'

interface Bar {
  readonly subject: string
  readonly case: string
  /** How many times the time of the first subject. */
  readonly ratio: number
}

const OURS = 'bilayer '

/** A bar chart of one run: the time of each, as a multiple of the first's, on a logarithmic scale. One panel a case. */
export function chart(results: Results): string {
  const { document } = parseHTML('<!doctype html><html><body></body></html>')
  const data = bars(results)
  const [{ subject: first }] = data
  const subjects = [...new Set(data.map(({ subject }) => subject))]
  const cases = [...new Set(data.map((bar) => bar.case))]
  const label = (bar: Bar) => (bar.subject === first ? '1' : figure(Number(bar.ratio.toPrecision(2))))
  const svg = plot({
    document,
    width: 990,
    height: 60 + 22 * subjects.length,
    marginLeft: 170,
    marginRight: 34,
    marginTop: 36,
    marginBottom: 40,
    style: { background: 'white', color: '#222', fontFamily: 'sans-serif', fontSize: '12px' },
    x: {
      type: 'log',
      label: `time of a training step, as a multiple of ${first}'s →`,
      grid: true,
      ticks: [1, 10, 100],
      tickFormat: figure,
    },
    y: { domain: subjects, label: null },
    fx: { domain: cases, label: null, padding: 0.14, tickFormat: (name: string) => `(${name})` },
    marks: [
      axisY({ tickSize: 0 }),
      barX(data, {
        x1: 1,
        x2: 'ratio',
        y: 'subject',
        fx: 'case',
        fill: ({ subject }: Bar) => (subject.startsWith(OURS) ? '#1f6f8b' : '#c2ccd3'),
      }),
      text(data, {
        x: (bar: Bar) => Math.max(bar.ratio, 1),
        y: 'subject',
        fx: 'case',
        text: label,
        textAnchor: 'start',
        dx: 4,
      }),
      ruleX([1], { stroke: '#222' }),
    ],
  })
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  return `${svg.outerHTML}\n`
}

function bars({ measurements }: Results): Bar[] {
  const timed = measurements.filter(({ subject }) => subject !== PROBE)
  const [{ subject: first }] = timed
  return timed.flatMap(({ subject, case: name, median }) => {
    const base = timed.find((measurement) => measurement.subject === first && measurement.case === name)
    return base === undefined ? [] : [{ subject, case: name, ratio: median / base.median }]
  })
}
