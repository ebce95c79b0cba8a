import type { Table } from 'bilayer'
import type { Plan } from '../training/plan.ts'

/** What will be learnt from what, in a few lines. */
export function planSummary(file: string, table: Table, plan: Plan): string {
  const { target, encoding, leftOut, rowsLeftOut, imputed, train, validation, test } = plan
  const names = encoding.map(({ name, kind }) => (kind === 'category' ? `${name} (categories)` : name))
  return [
    `${file}: ${table.count} rows, ${Object.keys(table.columns).length} columns.`,
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
    `${train.X.count} rows to train on, ${validation ? `${validation.X.count} to judge the training by, ` : ''}${test?.X.count ?? 0} to test by.`,
  ].join('\n')
}

const MOST_LISTED = 12

/** The first of a list, and how many more there are. */
export function listed(items: readonly unknown[]): string {
  const more = items.length - MOST_LISTED
  const shown = items.slice(0, MOST_LISTED).join(', ')
  return more > 0 ? `${shown} and ${more} more` : shown
}

export const countOf = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

function standIn({ encoding }: Plan, name: string): string {
  const column = encoding.find((each) => each.name === name)
  return column?.kind === 'category' ? `the most frequent, ${column.missing},` : 'the mean'
}
