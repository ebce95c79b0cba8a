import { getHeapStatistics } from 'node:v8'
import { UsageError } from '../exit-codes.ts'

/** Watches whether what is read fits into memory. */
export interface Room {
  /** Throws `UsageError` where so many rows leave too little memory to work with them. */
  readonly check: (rows: number, columns: ColumnCounts) => void
}

/** Numbers stand outside of the heap of JavaScript, all else in it. */
export interface ColumnCounts {
  readonly numbers: number
  readonly others: number
}

/** What is free, in bytes. */
export interface FreeMemory {
  /** Of the machine, or of the container. */
  readonly system: () => number
  /** Of the heap of JavaScript. */
  readonly heap: () => number
}

/** Bytes of a cell. */
const CELL = 8

/** A training holds its rows twice beside the table: split, and encoded. */
const COPIES = 2

/** Lists of the heap with an entry for each row, such as that of the true values. */
const LISTS = 4

const free: FreeMemory = {
  system: () => process.availableMemory(),
  heap: () => {
    const { heap_size_limit: limit, used_heap_size: used } = getHeapStatistics()
    return limit - used
  },
}

/** The room for the table in a file. */
export const createRoom = (path: string, { system, heap }: FreeMemory = free): Room => ({
  check: (rows, { numbers, others }) => {
    const inHeap = CELL * rows * (COPIES * others + LISTS)
    const inAll = CELL * rows * COPIES * numbers + inHeap
    if (inHeap <= heap() && inAll <= system()) return
    throw new UsageError(
      `${path} does not fit into memory: ${rows} rows of it fill what is free, and there are more. ` +
        `Use a part of it; train takes a random sample with --rows ${sampleFor(rows)}.`,
    )
  },
})

/** A half of the rows or less, a round number. */
function sampleFor(rows: number): number {
  const half = Math.ceil(rows / 2)
  const unit = 10 ** Math.floor(Math.log10(half))
  return Math.floor(half / unit) * unit
}
