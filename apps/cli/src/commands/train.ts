import {
  type Backend,
  type Checkpoint,
  encodeModel,
  type Model,
  type Scaling,
  selectBackend,
  type Table,
  type TaskName,
} from 'bilayer'
import packageJson from '../../package.json' with { type: 'json' }
import { type DataOptions, readData, stemOf } from '../data-file.ts'
import { UsageError } from '../exit-codes.ts'
import { checkWritable, save } from '../files.ts'
import { print, terminalWidth } from '../output.ts'
import type { Report } from '../report/report.ts'
import { reportOf, saveReport, taskOf } from '../run-report.ts'
import { watchInterruption } from '../signals.ts'
import { lossCurve } from '../terminal/loss-curve.ts'
import { planSummary } from '../terminal/plan-summary.ts'
import { scoreText } from '../terminal/score-table.ts'
import { readCheckpoint, type RunCheckpoint, saveCheckpoint } from '../training/checkpoint.ts'
import { Course, type CourseListener } from '../training/course.ts'
import { type Scores, scoresOf } from '../training/judge.ts'
import { type Plan, type PlanOptions, planOf } from '../training/plan.ts'
import { type GivenSettings, type Settings, settingsFor } from '../training/settings.ts'
import { type ProgressShow, showProgress } from '../training/show-progress.ts'

/** What the command line gives; what it leaves out has a default that goes with the data. */
export interface TrainOptions extends GivenSettings, DataOptions {
  readonly target?: string
  readonly task?: TaskName
  readonly ignore?: readonly string[]
  readonly categories?: readonly string[]
  readonly missing?: PlanOptions['missing']
  readonly scaling?: Scaling
  readonly testShare?: number
  readonly validationShare?: number
  readonly backend?: string
  readonly output?: string
  readonly checkpointEvery?: number
  readonly resume?: string
  readonly report?: string
  readonly json?: boolean
}

/** A run that ended, or was ended. */
interface Run {
  readonly plan: Plan
  readonly settings: Settings
  readonly course: Course
  readonly backend: Backend
  readonly seconds: number
}

/** Learns to predict a column of a table, and saves the model. */
export async function train(path: string, options: TrainOptions): Promise<number> {
  const { checkpointEvery = Infinity } = options
  const output = options.output ?? `${stemOf(path)}.safetensors`
  const checkpointPath = options.resume ?? `${output}.checkpoint`
  const resumed = options.resume === undefined ? undefined : await readCheckpoint(options.resume)
  const planOptions = resumed?.planOptions ?? planOptionsOf(options)
  await checkWritable(output)
  await checkWritable(checkpointPath)
  if (options.report !== undefined) await checkWritable(options.report)
  const table = await readData(path, options)
  const plan = planOf(table, planOptions)
  if (resumed) checkSameData(resumed, plan)
  const settings = settingsFor(
    { ...resumed?.settings, ...settingsIn(options) },
    plan.train.X.count,
    plan.train.X.size,
  )
  const tell = options.json === true ? () => {} : print
  tell(planSummary(path, table, plan))

  await using backend = await chooseBackend(options.backend, plan, settings, tell)
  using course = new Course(backend, plan, settings, resumed?.state)
  // Before this, a signal ends the program: there is nothing to save.
  using interruption = watchInterruption()
  const start = performance.now()
  const checkpoint = async (): Promise<void> =>
    saveCheckpoint(checkpointPath, {
      planOptions,
      settings,
      learnt: { encoding: plan.encoding, target: plan.target },
      state: course,
      checkpoint: await course.model.checkpoint(),
    })
  const afterEpoch = async (epoch: number): Promise<void> => {
    if (epoch % checkpointEvery === 0) await checkpoint()
  }
  const show = showProgress(plan, settings, resumed?.checkpoint.seen ?? 0, options.json !== true)
  await follow(course, show, afterEpoch, interruption.signal, resumed?.checkpoint)
  if (interruption.exitCode !== 0) await checkpoint()
  course.takeBest()

  const run = { plan, settings, course, backend, seconds: (performance.now() - start) / 1000 }
  const model = await modelOf(run)
  await save('model', output, encodeModel(model))
  const scores = await scoresOfParts(run)
  if (options.json === true) print(JSON.stringify(summaryOf(run, path, table, output, scores), undefined, 2))
  else tellResults(run, scores, output)
  if (options.report !== undefined) {
    await saveReport(options.report, await trainingReport(run, path, table, model))
    tell(`The report is in ${options.report}.`)
  }
  if (interruption.exitCode !== 0) {
    tell(
      `Stopped in epoch ${course.history.length + 1} of ${settings.epochs}. To go on: bilayer train ${path} --resume ${checkpointPath}`,
    )
  }
  return interruption.exitCode
}

function planOptionsOf(options: TrainOptions): PlanOptions {
  const { target, task, ignore = [], categories = [], missing = 'impute', scaling = 'standard' } = options
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
  }
}

/** Those of the options that are settings, and were given. */
function settingsIn(options: TrainOptions): GivenSettings {
  const { hidden, activation, epochs, batchSize, learningRate, weightDecay, patience, seed } = options
  const all = { hidden, activation, epochs, batchSize, learningRate, weightDecay, patience, seed }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as GivenSettings
}

/** Throws `UsageError` unless the same is learnt of the data as when the checkpoint was written. */
function checkSameData({ learnt }: RunCheckpoint, { encoding, target }: Plan): void {
  if (JSON.stringify([learnt.encoding, learnt.target]) === JSON.stringify([encoding, target])) return
  throw new UsageError(
    'The data is not what it was when the checkpoint was written; train anew, without --resume.',
  )
}

async function chooseBackend(
  name: string | undefined,
  plan: Plan,
  { hidden, batchSize }: Settings,
  tell: (text: string) => void,
): Promise<Backend> {
  const { count, size } = plan.train.X
  const layers = [size, ...hidden, plan.train.Y.size]
  const workload = { layers, batch: Math.min(batchSize, count) }
  const { backend } = await selectBackend(name === undefined ? { workload } : { require: name })
  const { device, mode } = backend.info
  tell(
    `Network ${layers.join('-')}, on ${backend.name}: ${device}${mode === undefined ? '' : `, ${mode}`}.\n`,
  )
  return backend
}

/** Trains, and shows how far it is. */
async function follow(
  course: Course,
  show: ProgressShow,
  afterEpoch: (epoch: number) => Promise<void>,
  signal: AbortSignal,
  resume: Checkpoint | undefined,
): Promise<void> {
  const epoch: CourseListener['epoch'] = async (record, progress) => {
    show.epoch(record, progress)
    await afterEpoch(progress.epoch)
  }
  try {
    await course.run({ batch: show.batch, epoch }, signal, resume)
  } finally {
    show.stop()
  }
}

/** All that predicting needs. */
async function modelOf({ plan, course, settings, backend }: Run): Promise<Model> {
  const { model } = course
  return {
    parameters: await model.parameters(),
    activations: model.activations.map(({ name }) => name) as Model['activations'],
    encoding: plan.encoding,
    target: plan.target,
    notes: {
      program: `bilayer ${packageJson.version}`,
      backend: backend.name,
      settings: JSON.stringify(settings),
      epochs: String(course.best?.epoch ?? course.history.length),
    },
  }
}

/** By part of the data. */
type PartScores = Readonly<Partial<Record<'train' | 'validation' | 'test', Scores>>>

async function scoresOfParts({ plan, course }: Run): Promise<PartScores> {
  const { train: learnt, validation, test, target } = plan
  const scores: Record<string, Scores> = {}
  for (const [name, part] of Object.entries({ train: learnt, validation, test })) {
    if (part) scores[name] = scoresOf(target, part, await course.model.predict(part.X))
  }
  return scores
}

function tellResults({ course, seconds }: Run, scores: PartScores, output: string): void {
  const { history, best } = course
  print(
    lossCurve(
      history.map(({ validation, loss }) => validation?.loss ?? loss),
      terminalWidth(),
    ),
  )
  print(
    `\n${history.length} epochs in ${seconds.toFixed(1)} s${best ? `; epoch ${best.epoch} was the best` : ''}.`,
  )
  const { test = scores.validation ?? scores.train } = scores
  const where = scores.test ? 'the test rows, which it never saw' : 'the rows it was trained on'
  if (test) print(`\nOn ${where}:\n${scoreText(test)}`)
  print(`\nThe model is in ${output}. To use it: bilayer predict ${output} <data>`)
}

async function trainingReport(
  { plan, settings, course, backend, seconds }: Run,
  dataPath: string,
  table: Table,
  model: Model,
): Promise<Report> {
  const { test, validation, train: learnt, target } = plan
  const part = test ?? validation ?? learnt
  const rows =
    part === test ? `${part.X.count} rows that it never saw` : `${part.X.count} rows that it was trained by`
  return reportOf({
    title: `${target.name} of ${dataPath}`,
    dataPath,
    table,
    task: taskOf(target, { part, outputs: await course.model.predict(part.X), rows }),
    backend,
    model,
    seconds,
    options: { ...settings, hidden: settings.hidden.join(', ') },
    history: course.history.map(({ loss, validation: judged }) => ({
      loss,
      ...(judged && { validationLoss: judged.loss, validationScore: judged.score }),
    })),
  })
}

/** What `--json` prints. */
const summaryOf = (
  { plan, settings, course, backend, seconds }: Run,
  data: string,
  table: Table,
  model: string,
  scores: PartScores,
) => ({
  data,
  rows: table.count,
  task: plan.target.kind === 'classes' ? 'classification' : 'regression',
  target: plan.target.name,
  leftOut: plan.leftOut,
  rowsLeftOut: plan.rowsLeftOut,
  imputed: plan.imputed,
  trainRows: plan.train.X.count,
  validationRows: plan.validation?.X.count ?? 0,
  testRows: plan.test?.X.count ?? 0,
  layers: course.model.layers,
  settings,
  backend: backend.name,
  seconds,
  bestEpoch: course.best?.epoch ?? course.history.length,
  history: course.history,
  scores,
  model,
})
