import { ArgumentError, checkArray, checkObject, checkOneOf, checkString, describeValue } from '@bilayer/core'

/** A value that a category column may have. */
export type Category = string | number | boolean

/** A column of numbers: x becomes (x − shift) / scale. */
export interface NumberEncoding {
  readonly kind: 'number'
  readonly name: string
  readonly shift: number
  /** Above 0. */
  readonly scale: number
  /** What stands for a missing number; null where none may be missing. */
  readonly missing: number | null
}

/** A column of categories: a value becomes as many numbers as there are categories, 1 at its own and 0 elsewhere. */
export interface CategoryEncoding {
  readonly kind: 'category'
  readonly name: string
  /** In order, each once. */
  readonly categories: readonly Category[]
  /** What stands for a missing value, one of the categories; null where none may be missing. */
  readonly missing: Category | null
}

/** How the values of one column become numbers. */
export type ColumnEncoding = NumberEncoding | CategoryEncoding

/**
 * How a row of a table becomes the inputs of a network: the columns in their order. It is plain data, which JSON keeps whole, to travel
 * with the model.
 */
export type Encoding = readonly ColumnEncoding[]

/** How many numbers a row becomes. Throws `ArgumentError` for what is no encoding. */
export function encodedSize(encoding: Encoding): number {
  checkEncoding('encoding', encoding)
  return encoding.reduce((size, column) => size + sizeOf(column), 0)
}

/**
 * What each of these numbers is called: the name of its column, and of its category, as in `island = Dream`. Throws `ArgumentError` for
 * what is no encoding.
 */
export function encodedNames(encoding: Encoding): string[] {
  checkEncoding('encoding', encoding)
  return encoding.flatMap((column) =>
    column.kind === 'number'
      ? [column.name]
      : column.categories.map((category) => `${column.name} = ${category}`),
  )
}

/** How many numbers a value of the column becomes. */
export const sizeOf = (column: ColumnEncoding): number =>
  column.kind === 'number' ? 1 : column.categories.length

/** Throws `ArgumentError` unless a value is an encoding. */
export function checkEncoding(label: string, encoding: unknown): asserts encoding is Encoding {
  checkArray(label, encoding, 'columns, as learnEncoding returns')
  if (encoding.length === 0) throw new ArgumentError(`${label} has no columns; it needs one at least.`)
  const names = new Set<string>()
  for (const [i, column] of encoding.entries()) {
    const place = `${label}[${i}]`
    checkColumn(place, column)
    if (names.has(column.name)) {
      throw new ArgumentError(
        `${place}.name is ${describeValue(column.name)}, as that of a column before it.`,
      )
    }
    names.add(column.name)
  }
}

function checkColumn(label: string, column: unknown): asserts column is ColumnEncoding {
  checkObject(label, column, '{ kind: "number", name: "width", shift: 0, scale: 1, missing: null }')
  const { kind, name } = column as Partial<ColumnEncoding>
  checkOneOf(`${label}.kind`, kind, ['number', 'category'])
  checkString(`${label}.name`, name, 'width')
  if (kind === 'number') checkNumbers(label, column as NumberEncoding)
  else checkCategories(label, column as CategoryEncoding)
}

function checkNumbers(label: string, { shift, scale, missing }: NumberEncoding): void {
  checkFinite(`${label}.shift`, shift)
  checkFinite(`${label}.scale`, scale)
  if (scale <= 0) throw new ArgumentError(`${label}.scale is ${scale}; it must be a number above 0.`)
  if (missing !== null) checkFinite(`${label}.missing`, missing)
}

function checkFinite(label: string, value: unknown): void {
  if (Number.isFinite(value)) return
  throw new ArgumentError(`${label} is ${describeValue(value)}; it must be a finite number.`)
}

function checkCategories(label: string, { categories, missing }: CategoryEncoding): void {
  checkDistinct(`${label}.categories`, categories)
  if (missing === null || categories.includes(missing)) return
  throw new ArgumentError(`${label}.missing is ${describeValue(missing)}; it must be a category, or null.`)
}

/** Throws `ArgumentError` unless a value is a list of categories, one at least and each once. */
export function checkDistinct(label: string, categories: unknown): asserts categories is readonly Category[] {
  checkArray(label, categories, 'categories')
  if (categories.length === 0) throw new ArgumentError(`${label} is empty; there must be one at least.`)
  const seen = new Set<unknown>()
  for (const [i, category] of categories.entries()) {
    if (!isCategory(category) || seen.has(category)) {
      throw new ArgumentError(
        `${label}[${i}] is ${describeValue(category)}; each must be a string, a finite number or a boolean, once.`,
      )
    }
    seen.add(category)
  }
}

export function isCategory(value: unknown): value is Category {
  if (typeof value === 'number') return Number.isFinite(value)
  return typeof value === 'string' || typeof value === 'boolean'
}

/** Whether a cell holds nothing: null, or NaN. */
export const isMissing = (cell: unknown): cell is null => cell === null || Number.isNaN(cell)
