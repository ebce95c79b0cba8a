import {
  ArgumentError,
  checkBoolean,
  checkObject,
  checkOneOf,
  checkString,
  checkWholeNumber,
} from '@bilayer/core'
import { checkMissing, checkTypes, type ColumnTypes, type Decimal } from '../rows/column-type.ts'
import { MOST_ROWS } from '../rows/tables.ts'
import { checkEncodingName, type TextEncoding } from '../text/decode.ts'

/** How a CSV file is read. */
export interface CsvOptions {
  /** One character. Recognised in the first ten lines unless given: a comma, a semicolon, a tab or a bar. */
  readonly separator?: string
  /** Whether the first line names the columns; true unless given. Without one they are called column1, column2 and so on. */
  readonly header?: boolean
  /** Of columns whose type is not to be recognised. */
  readonly types?: ColumnTypes
  /** What stands for a missing value, without space around it: as `MISSING` unless given. */
  readonly missing?: readonly string[]
  /** UTF-8 unless given or told by a byte order mark; for what comes as text it does not count. */
  readonly encoding?: TextEncoding
  /** Unless given, a comma where a semicolon separates the values and more of the first numbers are written so, and a point otherwise. */
  readonly decimal?: Decimal
}

/** How a CSV file is read in parts. */
export interface CsvStreamOptions extends CsvOptions {
  /** How many rows a part has; the last may have fewer. 10,000 unless given, and less where there are more than 400 columns. */
  readonly rows?: number
}

/** What stands for a missing value unless told otherwise. */
const MISSING: readonly string[] = ['', 'NA', 'N/A', 'NaN', 'nan', 'null', 'NULL', 'None', '?']

/** Options that are known to be right. */
export interface CheckedCsvOptions {
  readonly separator: string | undefined
  readonly header: boolean
  readonly types: ColumnTypes
  readonly missing: ReadonlySet<string>
  readonly encoding: TextEncoding
  readonly decimal: Decimal | undefined
  readonly rows: number | undefined
}

/** The options, copied. Throws `ArgumentError` for what are none. */
export function checkCsvOptions(options: CsvStreamOptions): CheckedCsvOptions {
  checkObject('options', options, "{ separator: ';', header: false }")
  const { separator, header = true, types = {}, missing = MISSING } = options
  const { encoding = 'utf-8', decimal, rows } = options
  if (separator !== undefined) checkSeparator(separator)
  checkBoolean('header', header)
  checkTypes(types)
  checkMissing(missing)
  checkEncodingName(encoding)
  if (decimal !== undefined) checkOneOf('decimal', decimal, ['.', ','])
  if (rows !== undefined) checkWholeNumber('rows', rows, { least: 1, most: MOST_ROWS })
  return { separator, header, types: { ...types }, missing: new Set(missing), encoding, decimal, rows }
}

function checkSeparator(separator: unknown): void {
  checkString('separator', separator, ';')
  if (separator.length === 1 && !'"\r\n\0\u{FEFF}'.includes(separator)) return
  throw new ArgumentError(
    `separator is the string ${JSON.stringify(separator)}; it must be one character, and no quote nor line break.`,
  )
}
