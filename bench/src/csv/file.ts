import { open } from 'node:fs/promises'
import { createRandom } from '@bilayer/core'

const COLUMNS = 20

/** Rows that are made at random; a file holds them again and again. */
const ROWS = 5_000

/** Writes a CSV file of at least so many bytes: 14 columns of numbers, four of text and two of true and false, some missing. */
export async function writeCsv(path: string, bytes: number): Promise<{ rows: number; bytes: number }> {
  const rows = Buffer.from(randomRows())
  const file = await open(path, 'w')
  try {
    await file.write(`${Array.from({ length: COLUMNS }, (_, i) => `c${i}`).join(',')}\n`)
    const times = Math.ceil(bytes / rows.length)
    for (let i = 0; i < times; i++) await file.write(rows)
    return { rows: times * ROWS, bytes: (await file.stat()).size }
  } finally {
    await file.close()
  }
}

function randomRows(): string {
  const random = createRandom(1)
  const cell = (column: number): string => {
    const number = random.uniform()
    if (number < 0.01) return ''
    if (column < 14) return (number * 1e4).toFixed(4)
    return column < 18 ? `"kind ${Math.floor(number * 20)}"` : String(number < 0.5)
  }
  const row = () => Array.from({ length: COLUMNS }, (_, column) => cell(column)).join(',')
  return Array.from({ length: ROWS }, () => `${row()}\n`).join('')
}
