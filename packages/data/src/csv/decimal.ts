import { type Decimal, numberIn, type Reading } from '../rows/column-type.ts'
import type { Row } from '../rows/row.ts'

/** How many rows tell. */
const DECIMAL_ROWS = 100

/**
 * What separates whole parts from fractions in a file: where a semicolon separates the values, a comma if more of the first are
 * numbers with it than with a point.
 */
export function recogniseDecimal(rows: readonly Row<string>[], separator: string): Decimal {
  if (separator !== ';') return '.'
  const values = rows.slice(0, DECIMAL_ROWS).flatMap(({ cells }) => cells)
  return numbersIn(values, ',') > numbersIn(values, '.') ? ',' : '.'
}

function numbersIn(values: readonly string[], decimal: Decimal): number {
  const reading: Reading = { missing: new Set(), decimal, isUntyped: true }
  return values.filter((value) => !Number.isNaN(numberIn(value, reading))).length
}
