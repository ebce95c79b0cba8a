import { count, counted, figure, fixed } from '../html/format.ts'
import type { Html } from '../html/html.ts'
import { card, section, sideBySide } from '../html/section.ts'
import { table } from '../html/table.ts'
import { histogramOf } from '../numbers/distribution.ts'
import type { QuantityFigures } from '../numbers/quantities.ts'
import { sampleOf } from '../numbers/sample.ts'
import { predictedOverActual, residualHistogram, residualPlot } from '../plots/quantities.ts'

/** A page with more would take long to draw, and show no more. */
const MOST_POINTS = 2000
const SEED = 0

const MOST_BINS = 30

/** How well quantities are predicted. */
export function quantitiesSection(rows: string, figures: QuantityFigures): Html | undefined {
  const { residuals, actual, predicted, spread, leftOut } = figures
  const places = sampleOf(figures.count, MOST_POINTS, SEED)
  const pairs = places.map((i) => ({ actual: actual[i], predicted: predicted[i] }))
  const shown =
    places.length < figures.count
      ? `A random sample of ${count(places.length)} of ${count(figures.count)} rows.`
      : `${counted(figures.count, 'row')}.`
  const bins = histogramOf(residuals, Math.max(1, Math.min(MOST_BINS, Math.ceil(Math.sqrt(figures.count)))))
  const lead = `Measured on ${rows}.${leftOut > 0 ? ` ${counted(leftOut, 'row')} without a finite prediction ${leftOut === 1 ? 'is' : 'are'} left out.` : ''}`
  return section('How well it predicts', lead, [
    sideBySide([
      card(
        'Predicted against true',
        predictedOverActual('Predicted values over true values', pairs),
        `On the dashed diagonal the prediction is exact; ${errors(figures)}. ${shown}`,
      ),
      card(
        'Residuals',
        residualPlot('Residuals over predicted values', pairs),
        `What was true less what was predicted, over what was predicted. A pattern here is something not learnt yet. ${shown}`,
      ),
      card(
        'How large the residuals are',
        residualHistogram('Histogram of the residuals', bins),
        `Nine of ten lie from ${figure(spread.low)} to ${figure(spread.high)}; their mean is ${figure(spread.mean)}.`,
      ),
      card('In numbers', numbersTable(figures), `All ${counted(figures.count, 'row')} are counted.`),
    ]),
  ])
}

const errors = ({ meanAbsoluteError, r2 }: QuantityFigures): string =>
  `it is off by ${figure(meanAbsoluteError)} on average${r2 === undefined ? '' : `, R² is ${fixed(r2)}`}`

function numbersTable({ spread, r2, meanAbsoluteError, rootMeanSquaredError }: QuantityFigures): Html {
  return table(
    'Errors and residuals',
    [{ title: 'Measure' }, { title: 'Value', isNumber: true }],
    [
      ['R²', r2 === undefined ? '–' : fixed(r2)],
      ['Mean absolute error', figure(meanAbsoluteError)],
      ['Root mean squared error', figure(rootMeanSquaredError)],
      ['Mean residual', figure(spread.mean)],
      ['Standard deviation', figure(spread.deviation)],
      ['5 % are below', figure(spread.low)],
      ['Median', figure(spread.median)],
      ['5 % are above', figure(spread.high)],
      ['Largest, either way', figure(spread.largest)],
    ],
  )
}

/** The numbers on top of the page. */
export const quantityHeadlines = ({ r2, meanAbsoluteError, rootMeanSquaredError }: QuantityFigures) => [
  ...(r2 === undefined ? [] : [{ name: 'R²', value: fixed(r2) }]),
  { name: 'Mean absolute error', value: figure(meanAbsoluteError) },
  { name: 'Root mean squared error', value: figure(rootMeanSquaredError) },
]
