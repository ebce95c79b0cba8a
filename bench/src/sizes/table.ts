import { tableOf } from '../../../scripts/table.ts'
import { type Budget, kilobytes } from './budgets.ts'

/** A budget, and what was measured, in bytes. */
export interface Measured extends Budget {
  readonly bytes: number
}

/** The section of README.md that holds the table. */
export const SECTION = 'sizes'

/** What pages load, in kilobytes that have begun, beside what they may. */
export const sizeTable = (measured: readonly Measured[]): string =>
  tableOf(
    [
      { head: 'what a page does', cell: ({ page }) => page },
      { head: 'KB', align: 'right', cell: ({ bytes }) => String(Math.ceil(kilobytes(bytes))) },
      { head: 'at most', align: 'right', cell: ({ most }) => String(most) },
    ],
    measured,
  )
