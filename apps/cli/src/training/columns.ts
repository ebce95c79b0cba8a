import type { Table } from 'bilayer'
import { closest } from 'fastest-levenshtein'
import { UsageError } from '../exit-codes.ts'

/** The name, if a column has it. Throws `UsageError`, with the name that is nearest, where none does. */
export function knownColumn({ columns }: Table, name: string): string {
  if (Object.hasOwn(columns, name)) return name
  const names = Object.keys(columns)
  throw new UsageError(
    `There is no column ${JSON.stringify(name)}. Did you mean ${JSON.stringify(closest(name, names))}? There are: ${names.join(', ')}.`,
  )
}
