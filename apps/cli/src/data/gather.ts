import type { Cell, Table } from 'bilayer'
import type { ColumnCounts, Room } from './room.ts'
import { Texts } from './texts.ts'

/** The parts of a table as one. Throws what `room` throws where they do not fit. */
export async function gather(parts: AsyncIterable<Table>, room: Room): Promise<Table> {
  const pieces = new Map<string, ArrayLike<Cell>[]>()
  const texts = new Texts()
  let count = 0
  for await (const part of parts) {
    count += part.count
    for (const [name, cells] of Object.entries(part.columns)) {
      const before = pieces.get(name)
      const piece = texts.shared(name, cells)
      if (before) before.push(piece)
      else pieces.set(name, [piece])
    }
    room.check(count, columnCounts(part))
  }
  return { columns: joined(pieces, count), count }
}

function columnCounts({ columns }: Table): ColumnCounts {
  const all = Object.values(columns)
  const numbers = all.filter((cells) => ArrayBuffer.isView(cells)).length
  return { numbers, others: all.length - numbers }
}

/** Empties `pieces` on the way, so that no more than one column is held twice. */
function joined(pieces: Map<string, ArrayLike<Cell>[]>, count: number): Table['columns'] {
  const columns: [string, ArrayLike<Cell>][] = []
  for (const [name, cells] of pieces) {
    columns.push([name, columnOf(cells, count)])
    pieces.delete(name)
  }
  return Object.fromEntries(columns)
}

function columnOf(pieces: readonly ArrayLike<Cell>[], count: number): ArrayLike<Cell> {
  if (pieces.length === 1) return pieces[0]
  const isNumbers = pieces[0] instanceof Float64Array
  const column: Record<number, Cell> & ArrayLike<Cell> = isNumbers
    ? new Float64Array(count)
    : Array.from<Cell>({ length: count })
  let place = 0
  for (const cells of pieces) {
    for (let row = 0; row < cells.length; row++) column[place + row] = cells[row]
    place += cells.length
  }
  return column
}
