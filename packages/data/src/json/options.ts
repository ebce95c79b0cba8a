import { checkObject, checkWholeNumber } from '@bilayer/core'
import { checkMissing, checkTypes, type ColumnTypes, type Reading } from '../rows/column-type.ts'
import { MOST_ROWS } from '../rows/tables.ts'

/** How JSON is read. */
export interface JsonOptions {
  /** Of columns whose type is not to be recognised. */
  readonly types?: ColumnTypes
  /** Texts that stand for a missing value, as null and a key that is not there do. None unless given. */
  readonly missing?: readonly string[]
}

/** How JSON is read in parts. */
export interface JsonStreamOptions extends JsonOptions {
  /** How many rows a part has; the last may have fewer. 10,000 unless given, and less where there are more than 400 columns. */
  readonly rows?: number
}

/** Options that are known to be right. */
export interface CheckedJsonOptions {
  readonly types: ColumnTypes
  readonly reading: Reading
  readonly rows: number | undefined
}

/** The options, copied. Throws `ArgumentError` for what are none. */
export function checkJsonOptions(options: JsonStreamOptions): CheckedJsonOptions {
  checkObject('options', options, "{ types: { code: 'text' } }")
  const { types = {}, missing = [], rows } = options
  checkTypes(types)
  checkMissing(missing)
  if (rows !== undefined) checkWholeNumber('rows', rows, { least: 1, most: MOST_ROWS })
  return {
    types: { ...types },
    reading: { missing: new Set(missing), decimal: '.', isUntyped: false },
    rows,
  }
}
