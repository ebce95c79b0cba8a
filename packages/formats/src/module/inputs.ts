import type { ColumnEncoding, Encoding } from '@bilayer/data'
import type { Model } from '../model.ts'
import { literal } from './literal.ts'

/** What a row is, and how it becomes the inputs of the network. */
export const inputSection = ({ parameters, encoding }: Model): string =>
  encoding === undefined ? numbers(parameters[0].cols) : columns(encoding)

const numbers = (size: number): string => `/**
 * ${size} numbers.
 *
 * @typedef {ArrayLike<number>} Row
 */

/**
 * A row, once it was checked.
 *
 * @param {Row} row
 * @param {string} place
 * @returns {number[]}
 */
function inputsOf(row, place) {
  if (typeof row !== 'object' || row === null || row.length !== ${size}) {
    throw new TypeError(place + ' is ' + describe(row) + '; it must be a list of ${size} numbers.')
  }
  return Array.from(row, (cell, i) => {
    if (typeof cell === 'number' && Number.isFinite(cell)) return cell
    throw new TypeError(place + '[' + i + '] is ' + describe(cell) + '; it must be a finite number.')
  })
}`

const columns = (encoding: Encoding): string => `/**
 * Raw data by the names of the columns; null where a value is missing.
 *
 * @typedef {{
${encoding.map((column) => ` *   ${literal(column.name)}: ${typeOf(column)},`).join('\n')}
 * }} Row
 */

/** @typedef {string | number | boolean} Category */
/** @typedef {{ name: string, shift: number, scale: number, missing: number | null }} NumberColumn */
/** @typedef {{ name: string, categories: Category[], missing: Category | null }} CategoryColumn */

/** @type {(NumberColumn | CategoryColumn)[]} */
const columns = [
${encoding.map((column) => `  ${columnLiteral(column)},`).join('\n')}
]

/**
 * A row as numbers, the columns in their order.
 *
 * @param {Row} row
 * @param {string} place
 * @returns {number[]}
 */
function inputsOf(row, place) {
  if (typeof row !== 'object' || row === null) {
    throw new TypeError(place + ' is ' + describe(row) + '; it must be an object of columns.')
  }
  /** @type {Map<string, unknown>} */
  const cells = new Map(Object.entries(row))
  return columns.flatMap((column) => encode(column, cells, place + ', column ' + JSON.stringify(column.name) + ','))
}

/**
 * A column of a row as numbers; what is missing is what stands for it.
 *
 * @param {NumberColumn | CategoryColumn} column
 * @param {Map<string, unknown>} cells
 * @param {string} place
 * @returns {number[]}
 */
function encode(column, cells, place) {
  const cell = cells.get(column.name)
  if (cell === undefined) throw new TypeError(place + ' is not there.')
  const value = cell === null || Number.isNaN(cell) ? column.missing : cell
  if (value === null) throw new TypeError(place + ' is missing; it must have a value.')
  return 'categories' in column ? oneHot(column, value, place) : [scaled(column, value, place)]
}

/**
 * @param {NumberColumn} column
 * @param {unknown} value
 * @param {string} place
 * @returns {number}
 */
function scaled({ shift, scale }, value, place) {
  if (typeof value === 'number' && Number.isFinite(value)) return (value - shift) / scale
  throw new TypeError(place + ' is ' + describe(value) + '; it must be a finite number.')
}

/**
 * A 1 at the place of the category.
 *
 * @param {CategoryColumn} column
 * @param {unknown} value
 * @param {string} place
 * @returns {number[]}
 */
function oneHot({ categories }, value, place) {
  const ones = categories.map((category) => Number(category === value))
  if (ones.includes(1)) return ones
  const some = categories.slice(0, 20).map((category) => JSON.stringify(category)).join(', ')
  throw new RangeError(place + ' is ' + describe(value) + '; it must be one of ' + categories.length + ': ' + some + '.')
}`

const typeOf = (column: ColumnEncoding): string => {
  const types = column.kind === 'number' ? ['number'] : column.categories.map(literal)
  return [...types, ...(column.missing === null ? [] : ['null'])].join(' | ')
}

const columnLiteral = (column: ColumnEncoding): string =>
  column.kind === 'number'
    ? objectLiteral({ name: column.name, shift: column.shift, scale: column.scale, missing: column.missing })
    : objectLiteral({ name: column.name, categories: column.categories, missing: column.missing })

const objectLiteral = (members: Readonly<Record<string, unknown>>): string =>
  `{ ${Object.entries(members)
    .map(([key, value]) => `${key}: ${literal(value)}`)
    .join(', ')} }`
