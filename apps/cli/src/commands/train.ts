import { type Backend, encodeModel, selectBackend } from 'bilayer'
import { typedCommand } from '../command-line.ts'
import { readData, stemOf } from '../data/data-file.ts'
import { checkWritable, save } from '../files.ts'
import { print } from '../output.ts'
import { saveReport } from '../run-report.ts'
import { watchInterruption } from '../signals.ts'
import { planSummary } from '../terminal/plan-summary.ts'
import { trainResults } from '../terminal/train-results.ts'
import { describeBackend } from '../terminal/words.ts'
import { checkSameData, readCheckpoint, type RunCheckpoint, saveCheckpoint } from '../training/checkpoint.ts'
import { knownColumn } from '../training/columns.ts'
import { Course } from '../training/course.ts'
import { follow } from '../training/follow.ts'
import { type Plan, planOf } from '../training/plan.ts'
import { modelOf, scoresOfParts } from '../training/run.ts'
import type { Settings } from '../training/settings.ts'
import { showProgress } from '../training/show-progress.ts'
import { summaryOf } from '../training/summary.ts'
import {
  checkUnchanged,
  planOptionsFor,
  settingsOf,
  type TrainOptions,
  typesFor,
} from '../training/train-options.ts'
import { trainingReport } from '../training/training-report.ts'

/** Learns to predict a column of a table, and saves the model. */
export async function train(path: string, options: TrainOptions): Promise<number> {
  const { json = false, report, checkpointEvery } = options
  const output = options.output ?? outputFor(path, options.resume)
  const checkpointPath = options.resume ?? `${output}${CHECKPOINT}`
  const resumed = options.resume === undefined ? undefined : await readCheckpoint(options.resume)
  if (resumed) checkUnchanged(options, resumed)
  for (const file of [output, checkpointPath, report]) if (file !== undefined) await checkWritable(file)

  const { table, planOptions, plan, settings } = await prepare(path, options, resumed)
  const tell = json ? () => {} : print
  tell(planSummary(path, table, plan, planOptions))

  await using backend = await chooseBackend(options.backend, plan, settings)
  using course = new Course(backend, plan, settings, resumed?.state)
  tell(`Network ${course.model.layers.join('-')}, on ${describeBackend(backend)}.\n`)
  // Before this, a signal ends the program: there is nothing to save.
  using interruption = watchInterruption()
  const start = performance.now()
  await follow(course, {
    show: showProgress(plan, settings, resumed?.checkpoint.seen ?? 0, !json),
    signal: interruption.signal,
    resume: resumed?.checkpoint,
    checkpointEvery,
    saveCheckpoint: async () => {
      const learnt = { encoding: plan.encoding, target: plan.target }
      const checkpoint = await course.model.checkpoint()
      await saveCheckpoint(checkpointPath, { planOptions, settings, learnt, state: course, checkpoint })
    },
  })
  course.takeBest()

  const run = { plan, settings, course, backend, seconds: (performance.now() - start) / 1000 }
  const model = await modelOf(run)
  await save('model', output, encodeModel(model))
  const scores = await scoresOfParts(run)
  if (json) print(JSON.stringify(summaryOf(run, { data: path, table, model: output, scores }), undefined, 2))
  tell(trainResults(run, scores, output))
  if (report !== undefined) {
    await saveReport(report, await trainingReport(run, path, table, model))
    tell(`The report is in ${report}.`)
  }
  if (course.isOver) return 0
  const stopped = `Stopped in epoch ${course.history.length + 1} of ${settings.epochs}.`
  const more = resumed ? [] : ['--resume', checkpointPath]
  tell(`${stopped} To go on: ${typedCommand(...more)}`)
  return interruption.exitCode
}

/** Reads the table, and settles what is learnt of it and how. Throws `UsageError` where the data is not that of the checkpoint. */
async function prepare(path: string, options: TrainOptions, resumed: RunCheckpoint | undefined) {
  const planOptions = planOptionsFor(options, resumed)
  const { rows, seed } = planOptions
  const sampling = rows === undefined ? undefined : { rows, seed }
  const types = typesFor(options, planOptions)
  const table = await readData(path, { ...options, types, ...(sampling && { sampling }) })
  for (const name of options.text ?? []) knownColumn(table, name)
  const plan = planOf(table, planOptions)
  if (resumed) checkSameData(resumed, plan)
  const settings = settingsOf(options, resumed, plan.train.X.count, plan.train.X.size)
  return { table, planOptions, plan, settings }
}

/** Ends the name of a checkpoint, after that of its model. */
const CHECKPOINT = '.checkpoint'

/** Where the model goes unless that is given: a run that goes on saves the model that it began. */
const outputFor = (path: string, resume: string | undefined): string =>
  resume?.endsWith(CHECKPOINT) === true ? resume.slice(0, -CHECKPOINT.length) : `${stemOf(path)}.safetensors`

/** The backend that is named, or the one that trains such a network the fastest. */
async function chooseBackend(
  name: string | undefined,
  plan: Plan,
  { hidden, batchSize }: Settings,
): Promise<Backend> {
  const { X, Y } = plan.train
  const workload = { layers: [X.size, ...hidden, Y.size], batch: Math.min(batchSize, X.count) }
  const { backend } = await selectBackend(name === undefined ? { workload } : { require: name })
  return backend
}
