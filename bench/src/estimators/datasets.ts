import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import type { Samples } from '@bilayer/core'

/** Samples, and a number for each: its class, or what is to be predicted. */
export interface Dataset {
  readonly X: Samples
  readonly y: Float32Array
}

/** Reads one of the files of bench/data, by its name. */
export async function readDataset(name: string): Promise<Dataset> {
  const bytes = await readFile(new URL(`../../data/${name}.csv.gz`, import.meta.url))
  const lines = gunzipSync(bytes).toString().trimEnd().split('\n')
  const rows = lines.map((line) => line.split(',').map(Number))
  const size = rows[0].length - 1
  return {
    X: { values: Float32Array.from(rows.flatMap((row) => row.slice(0, size))), count: rows.length, size },
    y: Float32Array.from(rows, (row) => row[size]),
  }
}
