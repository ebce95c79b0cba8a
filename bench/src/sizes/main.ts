import { readFile, writeFile } from 'node:fs/promises'
import { fill } from '../../../scripts/fill.ts'
import { budgets } from './budgets.ts'
import { type Measured, SECTION, sizeTable } from './table.ts'

/** Measures what pages load, and writes it into README.md. */
const measured: Measured[] = []
for (const budget of budgets) measured.push({ ...budget, bytes: await budget.measure() })
const table = sizeTable(measured)
await writeFile('README.md', fill(await readFile('README.md', 'utf8'), SECTION, table))
console.log(table)
