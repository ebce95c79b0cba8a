import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fill } from '../../../scripts/fill.ts'
import { budgets, kilobytes } from './budgets.ts'
import { bundleForPage } from './page-bundle.ts'
import { type Measured, SECTION, sizeTable } from './table.ts'

const measured = await Promise.all(
  budgets.map(async (budget): Promise<Measured> => ({ ...budget, bytes: await budget.measure() })),
)

test.each(measured)('a page loads for $page at most $most KB', ({ bytes, most }) => {
  expect(kilobytes(bytes)).toBeLessThanOrEqual(most)
})

test('README.md tells what was measured: `pnpm bench:sizes` writes it', async () => {
  const readme = await readFile(join(import.meta.dirname, '../../../README.md'), 'utf8')
  expect(readme).toBe(fill(readme, SECTION, sizeTable(measured)))
})

test.each([
  ['readCsv', '@bilayer/data', 22_000, ['csv-parse']],
  ['readJson', '@bilayer/data', 6_000, []],
  ['readIdx', '@bilayer/data', 2_000, []],
  ['decodePng', '@bilayer/data/images', 12_000, ['fast-png', 'fflate', 'iobuffer']],
  [
    'readParquet',
    '@bilayer/data/parquet',
    110_000,
    ['fzstd', 'hyparquet', 'hyparquet-compressors', 'hysnappy'],
  ],
])('a page with %s of %s loads at most %i bytes, and no other reader', async (name, entry, most, needed) => {
  const { libraries, bytes } = await bundleForPage(`export { ${name} } from '${entry}'`, {
    conditions: ['@bilayer/source'],
  })
  expect(libraries).toEqual(needed)
  expect(bytes).toBeLessThan(most)
})
