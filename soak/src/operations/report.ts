import { type Column, count, tableOf } from '../../../scripts/table.ts'
import type { OperationsFound, Run } from './results.ts'

/** What ran on each backend, then the share of the allowed error that each operation came to at worst. */
export function operationsReport({ runs, unavailable }: OperationsFound): string {
  const totals: Column<Run>[] = [
    { head: 'backend', cell: ({ subject }) => subject },
    { head: 'programs', align: 'right', cell: ({ programs }) => count(programs) },
    { head: 'operations', align: 'right', cell: ({ operations }) => count(operations) },
    { head: 'numbers compared', align: 'right', cell: ({ numbers }) => count(numbers) },
    { head: 'wrong', align: 'right', cell: ({ failure }) => (failure ? '**1**' : '0') },
  ]
  const shares: Column<string>[] = [
    { head: 'share of the allowed error', cell: (op) => `\`${op}\`` },
    ...runs.map(
      (run): Column<string> => ({
        head: run.subject,
        align: 'right',
        cell: (op) => (op in run.shares ? `${(100 * run.shares[op]).toFixed(1)} %` : '–'),
      }),
    ),
  ]
  const ops = [...new Set(runs.flatMap((run) => Object.keys(run.shares)))].toSorted()
  return [tableOf(totals, runs), tableOf(shares, ops), ...failures(runs), ...unavailable.map(missing)].join(
    '\n\n',
  )
}

const failures = (runs: readonly Run[]): string[] =>
  runs.flatMap(({ subject, failure }) =>
    failure
      ? [
          `${subject}: ${failure.reason}. It comes again with seed ${failure.seed} and path ${failure.path}: ${failure.program}`,
        ]
      : [],
  )

const missing = ({ subject, reason }: OperationsFound['unavailable'][number]): string =>
  `Nothing ran on ${subject}: ${reason}`

/** Whether nothing was wrong, and everything ran. */
export const operationsHold = ({ runs, unavailable }: OperationsFound): boolean =>
  unavailable.length === 0 && runs.every(({ failure }) => failure === undefined)
