import { launchedRanks } from '@bilayer/mpi/launched-ranks'
import { Command } from 'commander'
import packageJson from '../package.json' with { type: 'json' }
import { SilentError } from './exit-codes.ts'
import { tell, write } from './output.ts'
import type { AddCommand, Done } from './program/add-command.ts'
import { addBackends } from './program/backends.ts'
import { addBench } from './program/bench.ts'
import { addComplete } from './program/complete.ts'
import { addConformance } from './program/conformance.ts'
import { addDemo } from './program/demo.ts'
import { addEvaluate } from './program/evaluate.ts'
import { examples } from './program/examples.ts'
import { addExport } from './program/export.ts'
import { addInspect } from './program/inspect.ts'
import { addNewBackend } from './program/new-backend.ts'
import { addPredict } from './program/predict.ts'
import { addTrain } from './program/train.ts'

/** In the order of the help. */
const commands: readonly AddCommand[] = [
  addTrain,
  addPredict,
  addEvaluate,
  addInspect,
  addExport,
  addDemo,
  addBackends,
  addBench,
  addConformance,
  addNewBackend,
]

/** The command line. */
export function createProgram(done: Done): Command {
  const program = new Command('bilayer')
    .description('Multilayer perceptrons on any compute.')
    .version(packageJson.version)
    .showHelpAfterError('(bilayer --help lists commands and options)')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput(isFirstRank() ? { writeOut: write } : { writeOut: () => {}, writeErr: () => {} })
    .exitOverride()
    .hook('preAction', (_, command) => leaveToFirstRank(command))
  for (const add of commands) add(program, done)
  addComplete(program)
  examples(program, [
    ['bilayer train iris.csv --target species', 'learn to predict a column of a table'],
    ['bilayer predict iris.safetensors iris.csv', 'predict it'],
    ['bilayer backends', 'which backends work here'],
    ['bilayer conformance cpu-js', 'prove a backend right'],
  ])
  return program
}

/** What all ranks have to say of the command line is the same; one says it. */
const isFirstRank = (): boolean => (launchedRanks()?.rank ?? 0) === 0

/** The command that ranks do together. Every other is done by the first of them, and once. */
const TOGETHER = 'train'

function leaveToFirstRank(command: Command): void {
  const launched = launchedRanks()
  if (!launched || command.name() === TOGETHER) return
  if (launched.rank > 0) throw new SilentError(0)
  tell(`${command.name()} is done by rank 0 alone; of ${launched.size} ranks the others end at once.`)
}
