import { join } from 'node:path'
import { providers } from 'bilayer'
import { Command, Option } from 'commander'
import { endedBySignal } from '../../scripts/ended-by-signal.ts'
import { gather } from './gather.ts'
import { type Entry, isProof, type Matrix, withOthers } from './matrix.ts'
import { runtimes } from './runtimes/index.ts'
import { matrixFolder, readMatrix, writeMatrix } from './files.ts'

interface Options {
  readonly backends?: readonly string[]
  readonly runtimes?: readonly string[]
  readonly only: string
  readonly output: string
  readonly add?: true
}

const backendNames = providers.map(({ name }) => name)
const runtimeNames = runtimes.map(({ name }) => name)
const signal = endedBySignal('The matrix')

const program = new Command('matrix')
  .description(
    'Runs the conformance suite on every backend in every runtime, and gathers what comes of it in one page, one JSON file and a badge for each backend.',
  )
  .addOption(
    new Option('--backends <names...>', 'these alone, each of which must be tested').choices(backendNames),
  )
  .addOption(
    new Option('--runtimes <names...>', 'these alone, each of which must be there').choices(runtimeNames),
  )
  .option('--only <text>', 'run only the cases with this text in their names', '')
  .option('--output <folder>', 'where the page, the JSON and the badges are written', matrixFolder)
  .addOption(
    new Option('--add', 'keeps what is recorded there of other runtimes').conflicts(['backends', 'only']),
  )
  .action(matrix)

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode ??= 1
  console.error(error instanceof Error ? error.message : error)
}

async function matrix(options: Options): Promise<void> {
  const { backends = backendNames, only, output } = options
  const chosen = runtimes.filter(({ name }) => options.runtimes?.includes(name) ?? true)
  const earlier = options.add && (await readMatrix(output))
  const found = await gather({ runtimes: chosen, backends, only, onEntry: tell, signal })
  await writeMatrix(output, earlier ? withOthers(found, earlier, runtimeNames) : found)
  console.log(`The matrix is in ${join(output, 'index.html')} and matrix.json beside it.`)
  if (!isRight(found, options)) process.exitCode = 1
}

function tell(entry: Entry): void {
  const { backend, runtime } = entry
  const outcome = isProof(entry)
    ? `${entry.passed} passed, ${entry.failed} failed, ${entry.skipped} skipped, ${entry.notRun} not run`
    : `not tested: ${entry.reason}`
  console.log(`${runtime}, ${backend}: ${outcome}`)
}

/** Whether nothing failed, and nothing is missing of what was named. */
function isRight({ entries }: Matrix, named: Options): boolean {
  const mayBeAbsent = named.backends === undefined || named.runtimes === undefined
  return entries.every((entry) => (isProof(entry) ? entry.failed + entry.notRun === 0 : mayBeAbsent))
}
