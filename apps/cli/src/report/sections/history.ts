import { count, counted, figure, fixed, percent } from '../html/format.ts'
import type { Html } from '../html/html.ts'
import { card, section, sideBySide } from '../html/section.ts'
import { curve } from '../plots/curve.ts'
import type { EpochRecord, Report } from '../report.ts'

type Measure = keyof EpochRecord

/** How training went, epoch by epoch. */
export function historySection({ history = [], task }: Report): Html | undefined {
  const scoreName = task.kind === 'classification' ? 'accuracy' : 'R²'
  const cards = [lossCard(history), scoreCard(history, scoreName)].filter((one) => one !== undefined)
  if (cards.length === 0) return undefined
  return section('How training went', `${counted(history.length, 'epoch')}.`, [sideBySide(cards)])
}

function lossCard(history: readonly EpochRecord[]): Html | undefined {
  const losses = valuesOf(history, 'loss')
  const last = losses.findLast(isNumber)
  if (last === undefined) return undefined
  const validation = valuesOf(history, 'validationLoss')
  const isValidated = validation.some(isNumber)
  return card(
    'Loss',
    curve('Loss by epoch', 'loss', [
      { name: 'training', values: losses, isMain: true },
      ...(isValidated ? [{ name: 'validation', values: validation, isMain: false }] : []),
    ]),
    [
      `From ${figure(losses.find(isNumber) ?? last)} in the first epoch to ${figure(last)} in the last.`,
      isValidated &&
        ` Least on the validation rows: ${told(
          bestOf(validation, (a, b) => a < b),
          figure,
        )}.`,
    ],
  )
}

function scoreCard(history: readonly EpochRecord[], name: 'accuracy' | 'R²'): Html | undefined {
  const scores = valuesOf(history, 'validationScore')
  if (!scores.some(isNumber)) return undefined
  const format = name === 'accuracy' ? percent : fixed
  const best = bestOf(scores, (a, b) => a > b)
  return card(
    name === 'accuracy' ? 'Accuracy' : 'R²',
    curve(`${name} on the validation rows by epoch`, name, [
      { name: 'validation', values: scores, isMain: true },
    ]),
    `On the validation rows, from which nothing is learnt. Best: ${told(best, format)}.`,
  )
}

const valuesOf = (history: readonly EpochRecord[], measure: Measure): (number | undefined)[] =>
  history.map((epoch) => epoch[measure])

const isNumber = (value: number | undefined): value is number => value !== undefined && Number.isFinite(value)

interface Best {
  readonly value: number
  readonly epoch: number
}

/** The first of the best. */
function bestOf(
  values: readonly (number | undefined)[],
  isBetter: (a: number, b: number) => boolean,
): Best | undefined {
  let best: Best | undefined
  for (const [i, value] of values.entries()) {
    if (isNumber(value) && (best === undefined || isBetter(value, best.value))) best = { value, epoch: i + 1 }
  }
  return best
}

const told = (best: Best | undefined, format: (value: number) => string): string =>
  best === undefined ? '–' : `${format(best.value)} in epoch ${count(best.epoch)}`
