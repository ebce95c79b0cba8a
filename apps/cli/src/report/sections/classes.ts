import { count, counted, fixed, percent, shortened } from '../html/format.ts'
import { html, type Html } from '../html/html.ts'
import { card, section, sideBySide, stacked } from '../html/section.ts'
import { table } from '../html/table.ts'
import type { Calibration, ClassFigures } from '../numbers/classes.ts'
import { mostFrequentMistakes } from '../numbers/mistakes.ts'
import { reliabilityDiagram } from '../plots/reliability.ts'
import type { ClassificationTask } from '../report.ts'
import { confusionTable } from './confusion.ts'

/** With more classes a matrix is no longer readable. */
const MOST_IN_MATRIX = 30

/** Beyond it, classes are left out of the table. */
const MOST_IN_TABLE = 100

const MOST_MISTAKES = 10

/** The matrix of more classes is as wide as the page, and its largest mistakes are listed. */
const NARROW_MATRIX = 7

/** How well classes are told apart. */
export function classesSection(
  { target }: ClassificationTask,
  rows: string,
  figures: ClassFigures,
): Html | undefined {
  const { each, counts, calibration } = figures
  const isNarrow = each.length <= NARROW_MATRIX
  const matrix =
    each.length <= MOST_IN_MATRIX
      ? card(
          'Confusion matrix',
          confusionTable(target.labels, counts),
          matrixCaption(figures),
          isNarrow ? 'half' : 'whole',
        )
      : undefined
  const reliability = calibration && calibrationCard(target, calibration)
  const classes = classTable(figures, isNarrow ? 'half' : 'whole')
  return section('How well it tells the classes apart', `Measured on ${rows}.`, [
    sideBySide(
      isNarrow
        ? [stacked([matrix, classes]), reliability]
        : [matrix, reliability, mistakesCard(figures), classes],
    ),
  ])
}

function matrixCaption({ count: rows, accuracy }: ClassFigures): string {
  const right = Math.round(accuracy * rows)
  return `${count(right)} of ${counted(rows, 'row')} are right (${percent(accuracy)}): those on the outlined diagonal. The stronger the colour of a cell, the larger its share of its row.`
}

function calibrationCard({ labels }: ClassificationTask['target'], { bins, error }: Calibration): Html {
  const of =
    labels.length === 2
      ? `the probability of ${shortened(String(labels[1]), 40)}`
      : 'the probability given to the predicted class'
  const title = `Reliability diagram: observed share over ${of}`
  const content = html`${reliabilityDiagram(title, bins)}<details><summary>The numbers</summary>${binTable(bins)}</details>`
  return card(
    'Calibration',
    content,
    `Of ${of}, in ten bins: on the dashed diagonal it came true as often as predicted. Larger dots are of more rows. Expected calibration error ${fixed(error)}.`,
  )
}

const binTable = (bins: Calibration['bins']): Html =>
  table(
    'Calibration by bin',
    [
      { title: 'Probability' },
      { title: 'Rows', isNumber: true },
      { title: 'Mean predicted', isNumber: true },
      { title: 'Observed share', isNumber: true },
    ],
    bins.map(({ from, to, count: rows, predicted, observed }) => [
      `${fixed(from, 1)} to ${fixed(to, 1)}`,
      count(rows),
      fixed(predicted),
      fixed(observed),
    ]),
  )

function mistakesCard({ each, counts }: ClassFigures): Html | undefined {
  const mistakes = mostFrequentMistakes(counts, MOST_MISTAKES)
  if (mistakes.length === 0) return undefined
  const name = (place: number): string => String(each[place].label)
  const [worst] = mistakes
  const rows = mistakes.map(({ actual, predicted, count: rowsOf, share }) => [
    name(actual),
    name(predicted),
    count(rowsOf),
    percent(share),
  ])
  return card(
    'Most frequent mistakes',
    table(
      'Most frequent mistakes',
      [
        { title: 'True' },
        { title: 'Taken for' },
        { title: 'Rows', isNumber: true },
        { title: 'Of the class', isNumber: true },
      ],
      rows,
    ),
    `Most often ${name(worst.actual)} was taken for ${name(worst.predicted)}: ${counted(worst.count, 'row')}.`,
  )
}

function classTable({ each }: ClassFigures, kind: 'half' | 'whole'): Html {
  const shown = each.slice(0, MOST_IN_TABLE)
  const rows = shown.map(({ label, report }) =>
    report
      ? [
          String(label),
          fixed(report.precision),
          fixed(report.recall),
          fixed(report.f1),
          count(report.support),
        ]
      : [String(label), '–', '–', '–', '0'],
  )
  const absent = each.filter(({ report }) => report === undefined).length
  return card(
    'Each class',
    table(
      'Precision, recall and F1 of each class',
      [
        { title: 'Class' },
        { title: 'Precision', isNumber: true },
        { title: 'Recall', isNumber: true },
        { title: 'F1', isNumber: true },
        { title: 'Rows', isNumber: true },
      ],
      rows,
    ),
    [
      'Precision: the share of what was predicted to be of the class that is. Recall: the share of the class that was found. F1: their harmonic mean.',
      absent > 0 && ` ${counted(absent, 'class', 'classes')} did not occur among these rows.`,
      each.length > shown.length && ` ${count(each.length - shown.length)} more classes are not shown.`,
    ],
    kind,
  )
}

/** The numbers on top of the page. */
export const classHeadlines = ({ accuracy, f1, logLoss, calibration }: ClassFigures) => [
  { name: 'Accuracy', value: percent(accuracy) },
  { name: 'F1, mean of the classes', value: fixed(f1) },
  ...(logLoss === undefined ? [] : [{ name: 'Log loss', value: fixed(logLoss, 4) }]),
  ...(calibration ? [{ name: 'Calibration error', value: fixed(calibration.error) }] : []),
]
