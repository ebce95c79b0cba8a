import { readFile, writeFile } from 'node:fs/promises'
import { fill } from '../../../scripts/fill.ts'
import type { RankResults } from '../ranks/results.ts'
import { caseTable, machineOf } from '../ranks/table.ts'
import type { Forecast } from './forecast.ts'
import { compare, type Model } from './model.ts'
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
]

export const forecastSection = (forecasts: readonly Forecast[]): Section => ({
  name: 'forecast',
  text: forecastTable(forecasts),
})

export const readDocument = (): Promise<string> => readFile(path, 'utf8')

export const filled = (document: string, sections: readonly Section[]): string =>
  sections.reduce((text, section) => fill(text, section.name, section.text), document)

export const writeDocument = (document: string): Promise<void> => writeFile(path, document)
