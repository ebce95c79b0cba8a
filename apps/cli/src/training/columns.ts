import type { Table } from 'bilayer'
import { didYouMean } from '../did-you-mean.ts'
import { UsageError } from '../exit-codes.ts'

/** The name, if a column has it. Throws `UsageError`, with the name that was meant, where none does. */
export function knownColumn({ columns }: Table, name: string): string {
  if (Object.hasOwn(columns, name)) return name
  const names = Object.keys(columns)
  throw new UsageError(
    `There is no column ${JSON.stringify(name)}; there are: ${names.join(', ')}.${didYouMean(name, names)}`,
  )
}
