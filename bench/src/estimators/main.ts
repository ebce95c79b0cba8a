import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { wasm } from '@bilayer/backend-wasm'
import { Command } from 'commander'
import { wholeNumber } from '../../../apps/cli/src/options.ts'
import { load, machine, today } from '../machine.ts'
import { type Outcome, runOurs } from './ours.ts'
import { problems, splitOf } from './problems.ts'
import type { Comparison, EstimatorResults } from './results.ts'
import { comparisonTable } from './table.ts'
import { runTheirs, startTheirs, versionOf } from './theirs.ts'

interface Options {
  readonly seeds: number
  readonly output?: string
}

await new Command('bench:estimators')
  .description(
    'Our estimators and those of scikit-learn: the same splits, settings and one thread each, taking turns.',
  )
  .argument('[names...]', `data sets: ${problems.map(({ name }) => name).join(', ')}; all unless given`)
  .option('--seeds <count>', 'splits and starts of each, two at least', wholeNumber(2), 10)
  .option('--output <folder>', 'write estimators.json into it')
  .action(compare)
  .parseAsync()

async function compare(names: readonly string[], { seeds, output }: Options): Promise<void> {
  const before = load()
  await using backend = await wasm()
  const python = await startTheirs()
  const comparisons: Comparison[] = []
  for (const problem of problems) {
    if (names.length > 0 && !names.includes(problem.name)) continue
    const ours: Outcome[] = []
    const theirs: Outcome[] = []
    // The first is not counted: engines compile what runs often.
    await runOurs(backend, problem, await splitOf(problem, 0), 0)
    for (let seed = 0; seed < seeds; seed++) {
      const split = await splitOf(problem, seed)
      ours.push(await runOurs(backend, problem, split, seed))
      theirs.push(await runTheirs(python, problem, split, seed))
    }
    comparisons.push({
      problem: problem.name,
      kind: problem.kind,
      settings: problem.settings,
      ours,
      theirs,
    } as Comparison)
  }
  const scikitLearn = await versionOf(python)
  await python.close()
  console.log(comparisonTable(comparisons))
  if (output === undefined) return
  const results: EstimatorResults = {
    date: today(),
    machine: machine(),
    load: { before, after: load() },
    backend: backend.name,
    scikitLearn,
    comparisons,
  }
  await mkdir(output, { recursive: true })
  await writeFile(join(output, 'estimators.json'), `${JSON.stringify(results, undefined, 2)}\n`)
}
