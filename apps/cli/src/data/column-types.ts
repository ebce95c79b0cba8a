import type { ColumnTypes, Encoding, Target } from 'bilayer'

/** The types that columns had when they were learnt. */
export function typesOf(encoding: Encoding = [], target?: Target): ColumnTypes {
  const columns = encoding.map((column) => [
    column.name,
    column.kind === 'number' ? 'number' : typeOf(column.categories[0]),
  ])
  if (target) columns.push([target.name, target.kind === 'quantity' ? 'number' : typeOf(target.labels[0])])
  return Object.fromEntries(columns) as ColumnTypes
}

const typeOf = (value: unknown) =>
  typeof value === 'string' ? 'text' : (typeof value as 'number' | 'boolean')
