import type { ColumnTypes, Scaling, TaskName } from 'bilayer'
import type { DataOptions } from '../data/data-file.ts'
import { UsageError } from '../exit-codes.ts'
import type { RunCheckpoint } from './checkpoint.ts'
import type { PlanOptions } from './plan.ts'
import { type GivenSettings, type Settings, settingsFor } from './settings.ts'

/** What the command line gives; what it leaves out has a default that goes with the data. */
export interface TrainOptions extends GivenSettings, DataOptions {
  readonly target?: string
  readonly task?: TaskName
  readonly ignore?: readonly string[]
  readonly categories?: readonly string[]
  readonly text?: readonly string[]
  readonly groups?: string
  readonly missing?: PlanOptions['missing']
  readonly scaling?: Scaling
  readonly rows?: number
  readonly testShare?: number
  readonly validationShare?: number
  readonly backend?: string
  readonly output?: string
  readonly checkpointEvery?: number
  readonly resume?: string
  readonly report?: string
  readonly json?: boolean
}

/** What is to be learnt: of a run that goes on, what its checkpoint says. Throws `UsageError` where no column is to be predicted. */
export function planOptionsFor(options: TrainOptions, resumed: RunCheckpoint | undefined): PlanOptions {
  if (resumed) return resumed.planOptions
  const { target, task, groups, rows, ignore = [], categories = [] } = options
  const { missing = 'impute', scaling = 'standard' } = options
  const { testShare = 0.2, validationShare = 0.15, seed = 1 } = options
  if (target === undefined) throw new UsageError('Name the column to predict, such as --target species.')
  return {
    target,
    ignore,
    categories,
    missing,
    scaling,
    testShare,
    validationShare,
    seed,
    ...(task && { task }),
    ...(groups !== undefined && { groups }),
    ...(rows !== undefined && { rows }),
  }
}

/** How the network is made and trained: as given, else as in the checkpoint, else as suits `samples` of so many inputs. */
export function settingsOf(
  options: TrainOptions,
  resumed: RunCheckpoint | undefined,
  samples: number,
  inputs: number,
): Settings {
  const { hidden, activation, epochs, batchSize, learningRate, weightDecay, patience, seed } = options
  const named = { hidden, activation, epochs, batchSize, learningRate, weightDecay, patience, seed }
  const given = Object.entries(named).filter(([, value]) => value !== undefined)
  return settingsFor({ ...resumed?.settings, ...Object.fromEntries(given) }, samples, inputs)
}

/** What a run that goes on may do otherwise than before. */
const CHANGEABLE: readonly string[] = ['epochs', 'patience'] satisfies (keyof Settings)[]

/** What a checkpoint leaves out where it was not given. */
const UNLESS_GIVEN = { task: undefined, groups: undefined, rows: undefined } satisfies Partial<
  Record<keyof PlanOptions, undefined>
>

/** Throws `UsageError` where an option differs from what the checkpoint was trained with. */
export function checkUnchanged(options: TrainOptions, { planOptions, settings }: RunCheckpoint): void {
  const before: Readonly<Record<string, unknown>> = { ...UNLESS_GIVEN, ...planOptions, ...settings }
  const given: Readonly<Record<string, unknown>> = { ...options }
  for (const [name, value] of Object.entries(before)) {
    const isSame = given[name] === undefined || told(given[name]) === told(value)
    if (isSame || CHANGEABLE.includes(name)) continue
    throw new UsageError(
      `${flagOf(name)} is ${told(given[name])}, and was ${told(value)} when the checkpoint was written. Leave it out to go on, or train anew, without --resume.`,
    )
  }
}

/** As the command line has it. */
function told(value: unknown): string {
  if (value === undefined) return 'not given'
  return Array.isArray(value) || typeof value === 'string' ? value.toString() : JSON.stringify(value)
}

/** Such as `--batch-size`. */
const flagOf = (name: string): string =>
  `--${name.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)}`

/** The types by which the table is read: what is not used may hold anything. */
export const typesFor = ({ text = [] }: TrainOptions, { ignore }: PlanOptions): ColumnTypes =>
  Object.fromEntries([...ignore, ...text].map((name) => [name, 'text']))
