import { parameter, type Parameter } from '../entry.ts'
import { exactly, type Legality, nothingElse } from '../legal.ts'

/** Columns of a number and of a category, of two rows. */
export const columns = () => ({ width: [1.5, 2], kind: ['a', 'b'] })

const isCell = (value: unknown): boolean =>
  value === null || ['number', 'string', 'boolean'].includes(typeof value)

/** A list of cells: any typed array of numbers, too. */
export const isColumn = (value: unknown): boolean =>
  (Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView))) &&
  Array.from(value as ArrayLike<unknown>).every(isCell)

export const columnOfTwo: Legality = (value) => isColumn(value) && (value as ArrayLike<unknown>).length === 2

/** Columns of one length, by whatever names. */
export const columnsOf =
  (count?: number): Legality =>
  (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
    const lists = Object.values(value) as ArrayLike<unknown>[]
    return (
      lists.length > 0 && lists.every((list) => isColumn(list) && list.length === (count ?? lists[0].length))
    )
  }

/** A table as an argument, with its members. */
export const table = (index: number, width: Legality = columnOfTwo): Parameter[] => [
  parameter([index], nothingElse, 'table'),
  parameter([index, 'columns'], columnsOf(2), 'columns', 'table', 'column'),
  parameter([index, 'columns', 'width'], width, 'width'),
  parameter([index, 'count'], exactly(2), 'table'),
]
