import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { build } from 'esbuild'
import { z } from 'zod'
import { positiveNumber } from '../../../apps/cli/src/options.ts'
import { run } from '../../../scripts/run.ts'
import { temporaryFolder } from '../../../scripts/temporary-folder.ts'
import { writeCsv } from './file.ts'

const report = z.object({ rows: z.number(), seconds: z.number(), residentSet: z.number() })

const source = fileURLToPath(new URL('child.ts', import.meta.url))

/** Turns the child into JavaScript, so that no process spends time and memory on types. */
async function buildChild(outfile: string): Promise<void> {
  await build({
    entryPoints: [source],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['@bilayer/source'],
    logLevel: 'warning',
  })
}

await new Command('bench:csv')
  .description(
    'The most memory of a fresh process that reads a large CSV file with streamCsv, and its throughput.',
  )
  .option('--megabytes <count>', 'the size of the file', positiveNumber, 1000)
  .action(async ({ megabytes }: { megabytes: number }) => {
    using folder = temporaryFolder('bilayer-csv-')
    const path = join(folder.path, 'large.csv')
    const { rows, bytes } = await writeCsv(path, megabytes * 1e6)
    const child = join(folder.path, 'child.mjs')
    await buildChild(child)
    const { stdout } = await run(process.execPath, [child, path])
    const found = report.parse(JSON.parse(stdout))
    if (found.rows !== rows) throw new Error(`${found.rows} rows were read; there are ${rows}.`)
    console.log(
      `${(bytes / 1e6).toFixed(0)} MB, ${rows} rows: ${found.seconds.toFixed(1)} s, ` +
        `${(bytes / 1e6 / found.seconds).toFixed(1)} MB/s, at most ${(found.residentSet / 1e6).toFixed(0)} MB resident (${process.version})`,
    )
  })
  .parseAsync()
