import { readFile, writeFile } from 'node:fs/promises'
import { fill } from '../../../scripts/fill.ts'
import { count } from '../../../scripts/table.ts'
import { measuredSize } from '../ranks/cases.ts'
import type { RankResults } from '../ranks/results.ts'
import { caseTable, machineOf } from '../ranks/table.ts'
import { figure, quantity } from '../report.ts'
import { sumOf, termsOf, termTable } from './arithmetic.ts'
import type { Forecast } from './forecast.ts'
import { compare, inSeconds, type Model, onBatch } from './model.ts'
import { knownNetworks, networkOf } from './networks.ts'
import { comparisonTable, forecastTable, sumsTable, trafficTable } from './tables.ts'

const path = new URL('../../../docs/scaling.md', import.meta.url)

/** A part of the document that is made of the results. */
export interface Section {
  readonly name: string
  readonly text: string
}

/** What was measured, and what the simulation says of it. */
export const measuredSections = (results: RankResults, model: Model): Section[] => [
  { name: 'ranks', text: `${caseTable(results)}\n\n${machineOf(results)}` },
  { name: 'sums', text: sumsTable(model) },
  { name: 'compared', text: comparisonTable(compare(results, model)) },
  { name: 'traffic', text: trafficTable(results, model) },
  { name: 'arithmetic', text: arithmetic(results, model) },
]

/** The ranks whose step is worked out term by term, on the first of the known networks. */
const RANKS = 64

/** What a step takes longer on them than on one, and what follows. */
function arithmetic({ profiles }: RankResults, model: Model): string {
  const profiled = profiles.find(({ size }) => String(size) === String(measuredSize))
  if (!profiled) return ''
  const [, , , batch] = profiled.size
  const terms = termsOf(inSeconds(profiled.costs), RANKS, networkOf(knownNetworks[0], model.network))
  const [constant, more] = [onBatch(profiled, 0), 1000 * sumOf(terms)]
  const slope = onBatch(profiled, 1) - constant
  const alone = onBatch(profiled, batch)
  const efficiency = alone / (alone + more)
  const enough = Math.ceil((9 * more - constant) / slope)
  return [
    termTable(terms),
    '',
    `A step of ${batch} samples takes one process ${quantity(alone, 'ms')}, so the efficiency is ${figure(alone)} / (${figure(alone)} + ${figure(more)}) = ${(100 * efficiency).toFixed(1)} %.`,
    `A step of n samples takes n · ${figure(1000 * slope)} µs ${signed(constant)} ms. For 90 % it must take 9 times what is added, ${figure(9 * more)} ms: ` +
      `n = (${figure(9 * more)} ${signed(-constant)}) / ${figure(slope)}, which is ${count(enough)} samples a rank, or ${count(RANKS * enough)} in all.`,
  ].join('\n')
}

/** As it stands behind another term of a sum. */
const signed = (value: number): string => `${value < 0 ? '−' : '+'} ${figure(Math.abs(value))}`

export const forecastSection = (forecasts: readonly Forecast[]): Section => ({
  name: 'forecast',
  text: forecastTable(forecasts),
})

export const readDocument = (): Promise<string> => readFile(path, 'utf8')

export const filled = (document: string, sections: readonly Section[]): string =>
  sections.reduce((text, section) => fill(text, section.name, section.text), document)

export const writeDocument = (document: string): Promise<void> => writeFile(path, document)
