import type { Table } from 'bilayer'
import type { Plan, PlanOptions } from '../training/plan.ts'
import { countOf, listed } from './words.ts'

/** What will be learnt from what, in a few lines. */
export function planSummary(file: string, table: Table, plan: Plan, options: PlanOptions): string {
  const { target, encoding, leftOut, rowsLeftOut, imputed, train, validation, test } = plan
  const rows = `${options.rows === table.count ? 'a random sample of ' : ''}${countOf(table.count, 'row')}`
  const names = encoding.map(({ name, kind }) => (kind === 'category' ? `${name} (categories)` : name))
  return [
    `${file}: ${rows}, ${countOf(Object.keys(table.columns).length, 'column')}.`,
    ...(hasHeader(table) ? [] : [NUMBERS_AS_NAMES]),
    target.kind === 'classes'
      ? `Classification: ${target.name} is one of ${listed(target.labels)}.`
      : `Regression: ${target.name} is a quantity.`,
    `Learnt from ${countOf(names.length, 'column')}: ${listed(names)}.`,
    ...leftOut.map(({ name, why }) => `Not used: ${name}, since ${why}.`),
    ...imputed.map(
      ({ name, count }) =>
        `Missing: ${countOf(count, 'value')} of ${name}; ${standIn(plan, name)} stands for them.`,
    ),
    ...(rowsLeftOut > 0
      ? [`Not used: ${countOf(rowsLeftOut, 'row')} without a value of ${target.name}.`]
      : []),
    `${countOf(train.X.count, 'row')} to train on, ${validation ? `${validation.X.count} to judge the training by, ` : ''}${test?.X.count ?? 0} to test by.`,
    ...(options.groups === undefined ? [] : [`All rows of one ${options.groups} are in one of these parts.`]),
  ].join('\n')
}

const NUMBERS_AS_NAMES =
  'The names of all columns are numbers. Where the first line holds values and not names: --no-header.'

const hasHeader = ({ columns }: Table): boolean =>
  Object.keys(columns).some((name) => Number.isNaN(Number(name)))

function standIn({ encoding }: Plan, name: string): string {
  const column = encoding.find((each) => each.name === name)
  return column?.kind === 'category' ? `the most frequent, ${column.missing},` : 'the mean'
}
