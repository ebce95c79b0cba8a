import { type Cell, isMissing, type Table } from 'bilayer'
import { knownColumn } from './columns.ts'
import type { PlanOptions } from './plan.ts'

/** A column that is not learnt from, and why. */
export interface LeftOut {
  readonly name: string
  readonly why: string
}

/** The columns that the user named, and those that tell nothing of a row that another row could share. */
export function columnsLeftOut(table: Table, options: PlanOptions): LeftOut[] {
  const { target, ignore, categories, groups } = options
  const asked = ignore.map((name) => ({ name: knownColumn(table, name), why: 'it is to be ignored' }))
  if (groups !== undefined && !ignore.includes(groups)) {
    asked.push({ name: knownColumn(table, groups), why: 'it names the groups' })
  }
  const settled = new Set([target, ...categories, ...asked.map(({ name }) => name)])
  const found = Object.entries(table.columns).flatMap(([name, cells]) => {
    const why = settled.has(name) ? undefined : whyUseless(cells)
    return why === undefined ? [] : [{ name, why }]
  })
  return [...asked, ...found]
}

/** Text with more values than this, most of which stand in one row alone, names the rows. */
const MOST_NAMES = 20

function whyUseless(cells: ArrayLike<Cell>): string | undefined {
  const different = new Set<Cell>()
  let isText = false
  for (let row = 0; row < cells.length; row++) {
    if (isMissing(cells[row])) continue
    different.add(cells[row])
    isText ||= typeof cells[row] === 'string'
    // Numbers may all differ; texts may not.
    if (!isText && different.size > 1) return undefined
  }
  if (different.size === 0) return 'it holds nothing'
  if (different.size === 1) return 'it holds one value alone'
  if (different.size > MOST_NAMES && different.size > (cells.length - missingIn(cells)) / 2) {
    return `it names the rows: ${different.size} different texts`
  }
  return undefined
}

/** How many values are missing. */
export function missingIn(cells: ArrayLike<Cell>): number {
  let count = 0
  for (let row = 0; row < cells.length; row++) count += Number(isMissing(cells[row]))
  return count
}
