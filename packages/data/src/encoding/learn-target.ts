import { ArgumentError, checkOneOf, describeValue } from '@bilayer/core'
import { type Cell, checkCells, columnOf, type Table } from '../table.ts'
import { CategoryCounts } from './category-counts.ts'
import { isMissing } from './encoding.ts'
import { missingTarget, wrongValue } from './faults.ts'
import { scalings, Statistics } from './statistics.ts'
import type { ClassTarget, QuantityTarget, Target } from './target.ts'

/** What there is to learn of a column. */
export type TaskName = 'classification' | 'regression'

/** Whole numbers with so many different values at most are taken for classes, … */
const MOST_CLASSES = 20

/** … where each comes so often on average. */
const LEAST_PER_CLASS = 5

/**
 * Text and booleans are classes. Numbers are quantities, unless all are whole, there are at most 20 different ones, and each comes five
 * times on average. Throws `ArgumentError` for what are no values of a column.
 */
export function recogniseTask(values: ArrayLike<Cell>): TaskName {
  checkCells('values', values)
  return taskOf(values)
}

function taskOf(values: ArrayLike<Cell>): TaskName {
  const numbers = new Set<number>()
  for (let row = 0; row < values.length; row++) {
    const value = values[row]
    if (isMissing(value)) continue
    if (typeof value !== 'number') return 'classification'
    if (!Number.isInteger(value)) return 'regression'
    numbers.add(value)
    if (numbers.size > MOST_CLASSES) return 'regression'
  }
  return numbers.size * LEAST_PER_CLASS <= values.length ? 'classification' : 'regression'
}

/**
 * What is to be learnt of a column: its classes, or a quantity with mean 0 and deviation 1. Throws `ArgumentError` where no column has
 * the name, a value is missing, there is one class only, or a quantity is no finite number.
 */
export function learnTarget(table: Table, name: string, task?: TaskName): Target {
  const values = columnOf('table', table, name)
  const { count } = table
  if (count === 0) throw new ArgumentError('The table has no rows; it needs one at least.')
  if (task !== undefined) checkOneOf('task', task, ['classification', 'regression'])
  for (let row = 0; row < count; row++) if (isMissing(values[row])) throw missingTarget(name, row)
  return (task ?? taskOf(values)) === 'classification' ? classesOf(name, values) : quantityOf(name, values)
}

function classesOf(name: string, values: ArrayLike<unknown>): ClassTarget {
  const counts = new CategoryCounts(name)
  for (let row = 0; row < values.length; row++) counts.add(values[row], row)
  const labels = counts.inOrder()
  if (labels.length > 1) return { kind: 'classes', name, labels }
  throw new ArgumentError(
    `The column ${name} holds ${describeValue(labels[0])} in every row; a classifier needs two classes at least.`,
  )
}

function quantityOf(name: string, values: ArrayLike<unknown>): QuantityTarget {
  const statistics = new Statistics()
  for (let row = 0; row < values.length; row++) statistics.add(quantityIn(name, values[row], row))
  return { kind: 'quantity', name, ...scalings.standard(statistics) }
}

/** The value of a quantity in a row. Throws `ArgumentError` where it is none. */
export function quantityIn(name: string, value: unknown, row: number): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (isMissing(value)) throw missingTarget(name, row)
  throw wrongValue(name, value, row, '; to be a quantity it must be a finite number')
}
