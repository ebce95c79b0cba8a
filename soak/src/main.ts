import { Command } from 'commander'
import { LARGEST_SEED, wholeNumber } from '../../apps/cli/src/options.ts'
import { argumentsHold, argumentsReport } from './arguments/report.ts'
import { argumentsFile } from './arguments/results.ts'
import { runArguments } from './arguments/run.ts'
import { documentPath, writeDocument } from './document/document.ts'
import { faultsHold, faultsReport } from './faults/report.ts'
import { faultsFile } from './faults/results.ts'
import { runFaults } from './faults/run.ts'
import { runOperations } from './operations/operations.ts'
import { operationsHold, operationsReport } from './operations/report.ts'
import { operationsFile } from './operations/results.ts'
import { type ResultFile, resultsFolder } from './results.ts'
import { stepsHold, stepsReport } from './steps/report.ts'
import { stepsFile } from './steps/results.ts'
import { runSteps } from './steps/steps.ts'

interface Options {
  readonly steps?: number
  readonly samples: number
  readonly count: number
  readonly times: number
  readonly values: number
  readonly seed: number
  readonly only: readonly string[]
}

/** The sizes of a full run. */
const FULL: Options = { samples: 200, count: 1_000_000, times: 200, values: 200, seed: 1, only: [] }

const program = new Command('soak')
  .description(
    'Long runs, random programs and faults. Without a command, everything at full size: some hours.',
  )
  .option('--output <folder>', 'where the results are written', resultsFolder)
  .option('--add', 'keeps what is recorded there, and adds to it')
  .configureHelp({ showGlobalOptions: true })
  .action(everything)

command('steps', 'does memory grow over a million steps of training?', steps)
  .option(
    '--steps <count>',
    'of each training; 1,000,000 unless given, 100,000 on a graphics device',
    wholeNumber(1),
  )
  .option('--samples <count>', 'how often memory is looked at', wholeNumber(1), FULL.samples)
command('operations', 'is each of a million random operations right?', operations)
  .option('--count <count>', 'operations on all backends together', wholeNumber(1), FULL.count)
  .option('--seed <number>', 'draws the programs', wholeNumber(0, LARGEST_SEED), FULL.seed)
command('faults', 'what is left when a worker, a device, memory, a disk or the process gives out?', faults)
  .option('--times <count>', 'how often each is brought about', wholeNumber(1), FULL.times)
  .option('--seed <number>', 'draws the moments', wholeNumber(0, LARGEST_SEED), FULL.seed)
command('arguments', 'is every wrong argument of every public function refused by name?', wrongArguments)
  .option('--values <count>', 'random values for each, beside one of every kind', wholeNumber(1), FULL.values)
  .option('--seed <number>', 'draws the values', wholeNumber(0, LARGEST_SEED), FULL.seed)

program
  .command('document')
  .description(`writes the figures of the last full runs into ${documentPath}`)
  .action(writeDocument)

/** A command for one program, which can be had for some backends, faults or packages alone. */
function command(name: string, description: string, run: (options: Options) => Promise<void>): Command {
  return program
    .command(name)
    .description(description)
    .option('--only <parts...>', 'those whose names contain one of these', [])
    .action(run)
}

async function everything(): Promise<void> {
  for (const run of [wrongArguments, faults, operations, steps]) await run(FULL)
  await writeDocument()
}

function steps(options: Options): Promise<void> {
  return record(
    stepsFile,
    () => runSteps({ ...options, ended: (run) => progress(`${run.subject}: ${run.seconds} s`) }),
    stepsReport,
    stepsHold,
  )
}

function operations(options: Options): Promise<void> {
  return record(
    operationsFile,
    () => runOperations({ ...options, ended: (run) => progress(`${run.subject}: ${run.seconds} s`) }),
    operationsReport,
    operationsHold,
  )
}

function faults(options: Options): Promise<void> {
  return record(
    faultsFile,
    () => runFaults({ ...options, ended: (series) => progress(`${series.fault}: ${series.times} times`) }),
    faultsReport,
    faultsHold,
  )
}

function wrongArguments(options: Options): Promise<void> {
  return record(argumentsFile, () => runArguments(options), argumentsReport, argumentsHold)
}

/** Shows what a program finds, and writes it: alone, or beside what is recorded already, which is read before hours are spent. */
async function record<Found>(
  file: ResultFile<Found>,
  run: () => Promise<Found>,
  report: (found: Found) => string,
  holds: (found: Found) => boolean,
): Promise<void> {
  const { output, add } = program.opts<{ output: string; add?: true }>()
  const before = add ? await file.read(output) : []
  const found = await run()
  console.log(`\n${report(found)}\n`)
  await file.write(output, [...before, file.record(found)])
  if (!holds(found)) process.exitCode = 1
}

function progress(text: string): void {
  process.stderr.write(`${text}\n`)
}

await program.parseAsync()
