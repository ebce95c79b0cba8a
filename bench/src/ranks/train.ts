import { wasm } from '@bilayer/backend-wasm'
import type { Communicator } from '@bilayer/core'
import packageJson from '../../../packages/bilayer/package.json' with { type: 'json' }
import type { Problem } from '../problem.ts'
import { fitProblem, modelOf } from './fit-problem.ts'
import { writeStepped } from './problem-files.ts'
import type { TrainingReport } from './report.ts'
import { stopwatch } from './stopwatch.ts'
import { processTime, threadTime } from './thread-time.ts'
import { watched } from './watch.ts'

interface Options {
  readonly folder: string
  readonly communicator: Communicator
  /** Whether the ranks train one model, or each its own. */
  readonly together: boolean
  /** How long to measure, after the warm-up. */
  readonly seconds: number
  /** How many epochs at the most. */
  readonly epochs: number
}

/** Steps of an epoch. */
export const BATCHES = 8

/** So long does each run before it is measured: engines compile what runs often. */
const WARM_UP_MILLISECONDS = 400

/** Trains with the whole problem as one batch, of which each rank takes its share where they train together. */
export async function train(problem: Problem, options: Options): Promise<TrainingReport> {
  const { folder, together, seconds, epochs } = options
  await using backend = await wasm()
  using model = modelOf(backend, problem)
  const { communicator, waited } = watched(options.communicator)
  const shared = together ? { communicator } : {}

  await fitProblem(model, problem, { ...shared, batches: 1, epochs: 1 })
  if (communicator.rank === 0) {
    await writeStepped(
      folder,
      (await model.parameters()).map(({ values }) => values),
    )
  }
  await communicator.barrier()

  const marks: Mark[] = []
  const watch = stopwatch()
  await fitProblem(model, problem, {
    ...shared,
    batches: BATCHES,
    epochs,
    onBatch: watch.lap,
    onEpoch: () => {
      marks.push(mark(waited()))
      const measured = marks[marks.length - 1].time - marks[warmIn(marks)].time
      return measured >= 1000 * seconds ? 'stop' : undefined
    },
  })
  const [from, to] = [warmIn(marks), marks.length - 1]
  return {
    version: packageJson.version,
    steps: BATCHES * (to - from),
    least: watch.least(),
    ...between(marks[from], marks[to]),
  }
}

/** How far a rank is at the end of an epoch, in milliseconds. */
interface Mark {
  readonly time: number
  readonly processor: number
  readonly thread: number
  readonly waited: number
}

const mark = (waited: number): Mark => ({
  time: performance.now(),
  processor: processTime(),
  thread: threadTime(),
  waited,
})

/** The place of the first mark after the warm-up; 0 where it is not over. */
const warmIn = (marks: readonly Mark[]): number =>
  Math.max(
    0,
    marks.findIndex(({ time }) => time - marks[0].time >= WARM_UP_MILLISECONDS),
  )

const between = (from: Mark, to: Mark) => ({
  milliseconds: to.time - from.time,
  processor: to.processor - from.processor,
  thread: to.thread - from.thread,
  waited: to.waited - from.waited,
})
