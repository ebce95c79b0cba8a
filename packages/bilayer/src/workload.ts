import { type Backend, checkObject, checkWholeNumber, type Trial } from '@bilayer/core'
import { checkLayers } from '@bilayer/mlp'
import { createTrainingStep, type TrainingStep } from './training-step.ts'

/** The training that a backend is chosen for. */
export interface Workload {
  /** The sizes of the layers, from the inputs to the outputs. */
  readonly layers: readonly number[]
  /** The samples of one step. */
  readonly batch: number
}

/** Throws `ArgumentError` unless a value is a workload. */
export function checkWorkload(workload: Workload): void {
  checkObject('workload', workload, '{ layers: [784, 128, 10], batch: 64 }')
  checkLayers(workload.layers)
  checkWholeNumber('batch', workload.batch, { least: 1 })
}

/** Times backends, and knows of which times are estimates. */
export interface Stopwatch {
  /** The time of a training step in milliseconds. */
  readonly measure: (backend: Backend) => Promise<number>
  /** The trial, with what is to be said of its time. */
  readonly explain: (trial: Trial) => Trial
}

/** Times real training steps of a workload, on each backend for about `budget` milliseconds; what sets a step up is in them. */
export function createStopwatch({ layers, batch }: Workload, budget: number): Stopwatch {
  const estimated = new Set<string>()

  const measure = async (backend: Backend): Promise<number> => {
    const end = performance.now() + budget
    const step = createTrainingStep(backend, layers)
    try {
      const { milliseconds, isEstimate } = await timeOfStep(step, batch, end)
      if (isEstimate) estimated.add(backend.name)
      return milliseconds
    } finally {
      step.dispose()
    }
  }

  const explain = (trial: Trial): Trial =>
    estimated.has(trial.name) && trial.milliseconds !== undefined
      ? { ...trial, reason: `${trial.reason}; estimated, since a whole step is longer than the time for it` }
      : trial

  return { measure, explain }
}

/** Each part of a batch that is timed is so many times as large as the one before it; the first is one sample. */
const GROWTH = 4

/** The share of the time for the first part: meanwhile the engine compiles what it interpreted at first. */
const WARM_UP = 1 / 4

/** Steps that are timed on a later part. */
const STEPS = 3

/** The median time of a step on a part of a batch. */
interface Part {
  readonly samples: number
  readonly milliseconds: number
}

/**
 * The median time of steps on a whole batch, until `end`. Larger and larger parts of the batch are timed before it, two at least;
 * where the next would take longer than is left, the whole is estimated from the last two.
 */
async function timeOfStep(
  step: TrainingStep,
  batch: number,
  end: number,
): Promise<{ readonly milliseconds: number; readonly isEstimate: boolean }> {
  const start = performance.now()
  step.load(1)
  let smaller: Part | undefined
  let part: Part = {
    samples: 1,
    milliseconds: await medianTime(step, Infinity, start + WARM_UP * (end - start)),
  }
  while (part.samples < batch) {
    const samples = Math.min(GROWTH * part.samples, batch)
    if (smaller && performance.now() + (1 + STEPS) * extrapolate(smaller, part, samples) > end) {
      return { milliseconds: extrapolate(smaller, part, batch), isEstimate: true }
    }
    smaller = part
    step.load(samples)
    // It allocates.
    await step.take()
    part = { samples, milliseconds: await medianTime(step, STEPS, end) }
  }
  const isTimeLeft = performance.now() < end
  const milliseconds = isTimeLeft ? await medianTime(step, Infinity, end) : part.milliseconds
  return { milliseconds, isEstimate: false }
}

/** The median time of so many steps, or of those that are done by `end`; of one at least. */
async function medianTime({ take }: TrainingStep, steps: number, end: number): Promise<number> {
  const times: number[] = []
  do {
    const start = performance.now()
    await take()
    times.push(performance.now() - start)
  } while (times.length < steps && performance.now() < end)
  return times.toSorted((a, b) => a - b)[Math.floor((times.length - 1) / 2)]
}

/**
 * The time of a step on more samples, by the line through two parts: what it takes whatever their number, and for each of them.
 * Less than an eighth more for four times the samples cannot be told from noise, and counts as an eighth: else a backend would
 * seem to compute samples in no time.
 */
function extrapolate(smaller: Part, larger: Part, samples: number): number {
  const more = Math.max(larger.milliseconds - smaller.milliseconds, larger.milliseconds / 8)
  const forEach = more / (larger.samples - smaller.samples)
  return larger.milliseconds + forEach * (samples - larger.samples)
}
