import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import { positiveNumber, wholeNumber } from '../../../apps/cli/src/options.ts'
import { temporaryFolder } from '../../../scripts/temporary-folder.ts'
import { measure } from './measure.ts'
import { Runner } from './runner.ts'
import { caseTable, rankSummary, sumTable } from './table.ts'

interface Options {
  readonly rounds: number
  readonly seconds: number
  readonly output?: string
}

await new Command('bench:ranks')
  .description('Training on several ranks, started by mpirun, beside PyTorch on as many.')
  .option('--rounds <count>', 'samples of each case', wholeNumber(1), 5)
  .option('--seconds <seconds>', 'how long a sample is', positiveNumber, 1)
  .option('--output <folder>', 'write ranks.json into it')
  .action(async ({ output, ...options }: Options) => {
    using folder = temporaryFolder('bilayer-ranks-')
    const results = await measure(new Runner(folder.path), options)
    for (const table of [caseTable(results), sumTable(results), rankSummary(results)]) {
      console.log(`${table}\n`)
    }
    if (output === undefined) return
    await mkdir(output, { recursive: true })
    await writeFile(join(output, 'ranks.json'), `${JSON.stringify(results, undefined, 2)}\n`)
  })
  .parseAsync()
