import { CannotStartError } from '../fresh/fresh-process.ts'
import type { Course, Effort } from './course.ts'
import { courses } from './courses.ts'
import { flatnessOf } from './flatness.ts'
import { quantities, type Quantity, type Sample } from './messages.ts'
import type { Run, StepsFound } from './results.ts'
import { type Training, trainings } from './training.ts'

/** What to train, and for how long. */
export interface StepsOptions {
  /** Steps of each training; as many as at full size where it is not given. */
  readonly steps?: number | undefined
  readonly samples: number
  /** Parts of the names of the subjects; all where there are none. */
  readonly only: readonly string[]
  /** Hears of each run as it ends. */
  readonly ended: (run: Run) => void
}

/** Trains each network on each backend, each in a process or page of its own, one after another. */
export async function runSteps({ steps, samples, only, ended }: StepsOptions): Promise<StepsFound> {
  const runs: Run[] = []
  const unavailable: { subject: string; reason: string }[] = []
  for (const course of courses) {
    if (!isChosen(course, only)) continue
    for (const training of trainings) {
      const run = await runCourse(course, training, { steps: steps ?? course.fullSteps, samples })
      if (typeof run === 'string') {
        unavailable.push({ subject: course.subject, reason: run })
        break
      }
      runs.push(run)
      ended(run)
    }
  }
  return { runs, unavailable }
}

const isChosen = ({ subject, surroundings }: Course, only: readonly string[]): boolean =>
  only.length === 0 || only.some((part) => `${subject} in ${surroundings}`.includes(part))

/** What came of a training, or why there is none. */
async function runCourse(course: Course, training: Training, effort: Effort): Promise<Run | string> {
  const start = performance.now()
  const samples: Sample[] = []
  let device = ''
  let taken = 0
  try {
    for await (const message of course.run(training, effort)) {
      if (message.kind === 'unavailable') return message.reason
      if (message.kind === 'started') ({ device } = message)
      else {
        samples.push(message.sample)
        taken = message.steps
      }
    }
  } catch (error) {
    if (error instanceof CannotStartError) return error.message
    throw error
  }
  return {
    subject: course.subject,
    surroundings: course.surroundings,
    device,
    training: training.name,
    steps: taken,
    seconds: Math.round((performance.now() - start) / 1000),
    samples: samples.length,
    quantities: namesIn(samples[0]).map((quantity) => {
      const { tenths, flat } = flatnessOf(
        samples.map((sample) => sample[quantity] ?? 0),
        taken,
      )
      return { quantity, tenths: [...tenths], flat }
    }),
  }
}

const namesIn = (sample: Sample): Quantity[] =>
  (Object.keys(quantities) as Quantity[]).filter((quantity) => sample[quantity] !== undefined)
