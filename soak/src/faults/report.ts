import { type Column, count, tableOf } from '../../../scripts/table.ts'
import type { FaultsFound, Series } from './results.ts'

/** A user waits so many milliseconds for an error, unless a mishap has a limit of its own. */
const LONGEST_WAIT = 1000

const columns: readonly Column<Series>[] = [
  { head: 'what happens', cell: ({ description }) => description },
  { head: 'times', align: 'right', cell: ({ times }) => count(times) },
  { head: 'errors', align: 'right', cell: ({ errors }) => count(errors) },
  { head: 'whole files', align: 'right', cell: ({ wholeFiles }) => count(wholeFiles) },
  { head: 'longest', align: 'right', cell: longestOf },
  { head: 'wrong', align: 'right', cell: ({ wrongTimes }) => (wrongTimes > 0 ? `**${wrongTimes}**` : '0') },
]

/** A row for each mishap, then what went wrong. */
export function faultsReport({ series, unavailable }: FaultsFound): string {
  const wrong = series.flatMap((one) => one.wrong.map((fault) => `${one.fault}: ${fault}`))
  const missing = unavailable.map(({ fault, reason }) => `${fault} was not tried: ${reason}`)
  return [tableOf(columns, series), ...wrong, ...missing].join('\n\n')
}

const isInTime = ({ longest = 0, patience = LONGEST_WAIT }: Series): boolean => longest <= patience

function longestOf(series: Series): string {
  const { longest } = series
  if (longest === undefined) return '–'
  const text = `${Math.ceil(longest)} ms`
  return isInTime(series) ? text : `**${text}**`
}

/** Whether each time all was as it should be, in time, and every mishap could be brought about. */
export const faultsHold = ({ series, unavailable }: FaultsFound): boolean =>
  unavailable.length === 0 && series.every((one) => one.wrongTimes === 0 && isInTime(one))
