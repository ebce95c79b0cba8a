import { describeValue, FormatError } from '@bilayer/core'
import type { Cell } from '../table.ts'
import { booleanIn, type ColumnType, isMissingValue, numberIn, type Reading } from './column-type.ts'
import type { Value } from './row.ts'

/** A column that is being filled, value by value. */
export interface Column {
  /** Throws `FormatError` for a value that is not of the column's type. */
  readonly set: (row: number, value: Value, place: number) => void
  /** Its first `count` values. */
  readonly take: (count: number) => ArrayLike<Cell>
}

/** What a column is called, what it holds, and how a place of the file is called. */
export interface ColumnPlan {
  readonly name: string
  readonly type: ColumnType
  readonly reading: Reading
  /** Such as `Line 7`. */
  readonly placeName: (place: number) => string
}

/** An empty column for at most so many rows. */
export function createColumn(plan: ColumnPlan, rows: number): Column {
  if (plan.type === 'number') return numberColumn(plan, rows)
  return plan.type === 'boolean' ? booleanColumn(plan) : textColumn(plan)
}

function numberColumn(plan: ColumnPlan, rows: number): Column {
  let numbers = new Float64Array(Math.min(rows, 1024))
  return {
    set: (row, value, place) => {
      if (row === numbers.length) numbers = resized(numbers, Math.min(rows, 2 * row))
      const number = numberIn(value, plan.reading)
      if (Number.isNaN(number) && !isMissingValue(value, plan.reading)) throw notOfType(plan, value, place)
      numbers[row] = number
    },
    take: (count) => (count === numbers.length ? numbers : numbers.slice(0, count)),
  }
}

function resized(numbers: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(length)
  larger.set(numbers)
  return larger
}

function booleanColumn(plan: ColumnPlan): Column {
  const booleans: (boolean | null)[] = []
  return {
    set: (row, value, place) => {
      if (isMissingValue(value, plan.reading)) {
        booleans[row] = null
        return
      }
      const boolean = booleanIn(value, plan.reading)
      if (boolean === undefined) throw notOfType(plan, value, place)
      booleans[row] = boolean
    },
    take: () => booleans,
  }
}

function textColumn({ reading }: ColumnPlan): Column {
  const texts: (string | null)[] = []
  return {
    set: (row, value) => {
      texts[row] = isMissingValue(value, reading) ? null : String(value)
    },
    take: () => texts,
  }
}

function notOfType({ name, type, reading, placeName }: ColumnPlan, value: Value, place: number): FormatError {
  const other = reading.decimal === '.' ? ',' : '.'
  const isOther = type === 'number' && !Number.isNaN(numberIn(value, { ...reading, decimal: other }))
  const hint = isOther ? `decimal: '${other}' reads it, and ` : ''
  return new FormatError(
    `${placeName(place)}, column ${name}: ${describeValue(value)} is no ${type}, and the column is one of ${type}s; ` +
      `${hint}types: { ${JSON.stringify(name)}: 'text' } takes it as text.`,
  )
}
