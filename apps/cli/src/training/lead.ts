import { encodeModel, type Table } from 'bilayer'
import { typedCommand } from '../command-line.ts'
import { readData, stemOf } from '../data/data-file.ts'
import { checkWritable, save } from '../files.ts'
import { print } from '../output.ts'
import { saveReport } from '../run-report.ts'
import { planSummary } from '../terminal/plan-summary.ts'
import { trainResults } from '../terminal/train-results.ts'
import { checkSameData, readCheckpoint, type RunCheckpoint, saveCheckpoint } from './checkpoint.ts'
import { knownColumn } from './columns.ts'
import type { Course } from './course.ts'
import { type Plan, type PlanOptions, planOf } from './plan.ts'
import { modelOf, type Run, scoresOfParts } from './run.ts'
import type { Settings } from './settings.ts'
import { type ProgressShow, showProgress } from './show-progress.ts'
import { summaryOf } from './summary.ts'
import { checkUnchanged, planOptionsFor, settingsOf, type TrainOptions, typesFor } from './train-options.ts'
import { trainingReport } from './training-report.ts'

/** What a training reads, prints and writes, which is the first rank's to do. */
export interface Lead {
  readonly options: TrainOptions
  /** The path of the data. */
  readonly data: string
  readonly table: Table
  readonly planOptions: PlanOptions
  readonly plan: Plan
  readonly settings: Settings
  /** The checkpoint that the training goes on from, if it does. */
  readonly resumed: RunCheckpoint | undefined
  /** Where the model goes. */
  readonly output: string
  readonly checkpointPath: string
  /** Prints lines for people. */
  readonly tell: (text: string) => void
}

/**
 * Reads the table, settles what is learnt of it and how, and tells. Throws `UsageError` for what cannot be read, learnt or written, and
 * where the data is not that of the checkpoint.
 */
export async function prepare(data: string, options: TrainOptions): Promise<Lead> {
  const { json = false, report } = options
  const output = options.output ?? outputFor(data, options.resume)
  const checkpointPath = options.resume ?? `${output}${CHECKPOINT}`
  const resumed = options.resume === undefined ? undefined : await readCheckpoint(options.resume)
  if (resumed) checkUnchanged(options, resumed)
  for (const file of [output, checkpointPath, report]) if (file !== undefined) await checkWritable(file)

  const planOptions = planOptionsFor(options, resumed)
  const table = await readTable(data, options, planOptions)
  const plan = planOf(table, planOptions)
  if (resumed) checkSameData(resumed, plan)
  const settings = settingsOf(options, resumed, plan.train.X.count, plan.train.X.size)
  const tell = json ? () => {} : print
  tell(planSummary(data, table, plan, planOptions))
  return { options, data, table, planOptions, plan, settings, resumed, output, checkpointPath, tell }
}

/** Shows how far the training is, to people. */
export const progressOf = ({ plan, settings, resumed, options }: Lead): ProgressShow =>
  showProgress(plan, settings, resumed?.checkpoint.seen ?? 0, options.json !== true)

/** Saves all that the training needs to go on. */
export async function saveCourse(
  { planOptions, plan, settings, checkpointPath }: Lead,
  course: Course,
): Promise<void> {
  const learnt = { encoding: plan.encoding, target: plan.target }
  const checkpoint = await course.model.checkpoint()
  await saveCheckpoint(checkpointPath, { planOptions, settings, learnt, state: course, checkpoint })
}

/** Saves the model and tells what came of the training. */
export async function finish(lead: Lead, run: Run): Promise<void> {
  const { options, data, table, output, resumed, checkpointPath, tell } = lead
  const { course, settings } = run
  const model = await modelOf(run)
  await save('model', output, encodeModel(model))
  const scores = await scoresOfParts(run)
  if (options.json === true)
    print(JSON.stringify(summaryOf(run, { data, table, model: output, scores }), undefined, 2))
  tell(trainResults(run, scores, output))
  if (options.report !== undefined) {
    await saveReport(options.report, await trainingReport(run, data, table, model))
    tell(`The report is in ${options.report}.`)
  }
  if (course.isOver) return
  const stopped = `Stopped in epoch ${course.history.length + 1} of ${settings.epochs}.`
  const more = resumed ? [] : ['--resume', checkpointPath]
  tell(`${stopped} To go on: ${typedCommand(...more)}`)
}

async function readTable(path: string, options: TrainOptions, planOptions: PlanOptions): Promise<Table> {
  const { rows, seed } = planOptions
  const sampling = rows === undefined ? undefined : { rows, seed }
  const types = typesFor(options, planOptions)
  const table = await readData(path, { ...options, types, ...(sampling && { sampling }) })
  for (const name of options.text ?? []) knownColumn(table, name)
  return table
}

/** Ends the name of a checkpoint, after that of its model. */
const CHECKPOINT = '.checkpoint'

/** Where the model goes unless that is given: a run that goes on saves the model that it began. */
const outputFor = (path: string, resume: string | undefined): string =>
  resume?.endsWith(CHECKPOINT) === true ? resume.slice(0, -CHECKPOINT.length) : `${stemOf(path)}.safetensors`
