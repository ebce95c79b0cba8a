/**
 * Writes reference/flowers.parquet with hyparquet-writer: `node packages/data/scripts/make-parquet.ts`.
 * In it are columns of each type that is read, with values missing, compressed with Snappy.
 */
import { writeFile } from 'node:fs/promises'
import { parquetWriteBuffer } from 'hyparquet-writer'

const file = parquetWriteBuffer({
  columnData: [
    { name: 'width', data: [1.5, null, 2], type: 'DOUBLE', nullable: true },
    { name: 'petals', data: [5, 6, 8], type: 'INT32' },
    { name: 'seeds', data: [1n, 2n, 2n ** 53n - 1n], type: 'INT64' },
    { name: 'kind', data: ['rose', 'lily', null], type: 'STRING', nullable: true },
    { name: 'wild', data: [true, false, true], type: 'BOOLEAN' },
  ],
})
await writeFile(new URL('../reference/flowers.parquet', import.meta.url), new Uint8Array(file))
