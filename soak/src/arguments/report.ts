import { type Column, count, tableOf } from '../../../scripts/table.ts'
import type { ArgumentsFound, PackageFound } from './results.ts'

const columns: readonly Column<PackageFound>[] = [
  { head: 'package', cell: ({ package: name }) => `\`${name}\`` },
  { head: 'functions', align: 'right', cell: ({ functions }) => count(functions) },
  { head: 'arguments and options', align: 'right', cell: ({ parameters }) => count(parameters) },
  { head: 'calls', align: 'right', cell: ({ calls }) => count(calls) },
  { head: 'refused', align: 'right', cell: ({ refused }) => count(refused) },
  {
    head: 'wrong',
    align: 'right',
    cell: ({ wrong }) => {
      const values = wrong.reduce((sum, one) => sum + one.values, 0)
      return values > 0 ? `**${count(values)}**` : '0'
    },
  },
]

/** A row for each package, then what went wrong. */
export function argumentsReport({ packages }: ArgumentsFound): string {
  const wrong = packages.flatMap((one) =>
    one.wrong.map(
      ({ function: of, parameter, values, first }) =>
        `${one.package} ${of}, ${parameter}, ${values} values: ${first.join('; ')}`,
    ),
  )
  return [tableOf(columns, packages), ...wrong].join('\n\n')
}

/** Whether everything wrong was refused by name. */
export const argumentsHold = ({ packages }: ArgumentsFound): boolean =>
  packages.every(({ wrong }) => wrong.length === 0)
