import {
  ArgumentError,
  type Checkpoint,
  type Course,
  createRandom,
  type Matrix,
  type RandomState,
} from '@bilayer/core'
import type { LoadableBatch } from './batches.ts'
import { checkpointOf } from './checkpoint.ts'
import type { StepOptions } from './fit-options.ts'
import { keptAtFirst } from './optimise.ts'
import type { Optimiser, StepMoment } from './optimiser.ts'
import { step } from './step.ts'
import type { Task } from './task.ts'
import type { Trained, Trainee } from './trainee.ts'

/** How long a training is. */
interface Length {
  readonly epochs: number
  /** The batches of an epoch; ∞ where that is not known. */
  readonly batches: number
}

/** One training of a model: how far it is, and what takes it further. */
export class Training {
  readonly options: StepOptions
  readonly length: Length
  readonly #trainee: Trainee
  readonly #losses: number[]
  #course: Omit<Course, 'losses'>

  constructor(trainee: Trainee, options: StepOptions, length: Length, course: Course) {
    this.#trainee = trainee
    this.options = options
    this.length = length
    const { losses, ...rest } = course
    this.#losses = [...losses]
    this.#course = rest
  }

  get course(): Course {
    return { ...this.#course, losses: this.#losses }
  }

  /** One step on one batch. */
  step(batch: LoadableBatch): void {
    const { backend, trained } = this.#trainee
    this.goOn(batch, step(backend, trained, batch, this.moment(), this.options))
  }

  /** When the next step is taken. Throws `ArgumentError` where the schedule gives no share of the learning rate. */
  moment(): StepMoment {
    const { learningRate, schedule } = this.options
    const { epochs, batches } = this.length
    const { steps } = this.#course
    const share = schedule({ step: steps, steps: epochs * batches, losses: this.#losses })
    checkRate(share)
    return { rate: share * learningRate, count: steps + 1 }
  }

  /** Takes over what a step on a batch made. */
  goOn({ samples }: LoadableBatch, next: Trained): void {
    this.#trainee.replace(next)
    const { batch, samples: before, seen, steps } = this.#course
    this.#course = {
      ...this.#course,
      batch: batch + 1,
      samples: before + samples,
      seen: seen + samples,
      steps: steps + 1,
    }
  }

  /** The mean loss of the epoch's samples so far, each before its step. */
  async mean(): Promise<number> {
    const { total } = this.#trainee.trained
    const { samples } = this.#course
    return total ? (await sumOf(total)) / samples : Number.NaN
  }

  /** The next epoch, whose order is drawn from where the generator is now. */
  endEpoch(loss: number, random: RandomState): void {
    this.#losses.push(loss)
    const { epoch, seen, steps } = this.#course
    this.#course = { epoch: epoch + 1, batch: 0, samples: 0, seen, steps, random, total: [] }
    this.#trainee.replace({ ...this.#trainee.trained, total: undefined })
  }

  checkpoint(): Promise<Checkpoint> {
    return checkpointOf(this.#trainee.trained, this.course, this.options.optimiser)
  }

  /** Takes what is of use to a checkpoint alone off the backend, once training ends. */
  async pause(): Promise<void> {
    const { trained } = this.#trainee
    const total = await trained.total?.read()
    this.#course = { ...this.#course, total: [...(total ?? [])] }
    this.#trainee.replace({ ...trained, total: undefined })
  }
}

/**
 * A new training of a model, or one that goes on from a checkpoint, or from the model's last training, as the options say. Throws
 * `ArgumentError` or `ShapeError` where these do not fit.
 */
export function beginTraining(
  trainee: Trainee,
  { source: { batches }, options, step: stepOptions, restore }: Task,
  last: Training | undefined,
): Training {
  const { epochs, seed = 0, continued = false, resume } = options
  const { optimiser } = stepOptions
  const { backend, network } = trainee
  const start = (course: Course): Training => new Training(trainee, stepOptions, { epochs, batches }, course)

  if (resume !== undefined && restore) {
    trainee.replace(restore.trainedOf(resume, network, optimiser))
    return start(resume)
  }
  const first: Course = {
    epoch: 1,
    batch: 0,
    samples: 0,
    seen: 0,
    steps: 0,
    losses: [],
    total: [],
    random: createRandom(seed).state(),
  }
  if (continued && last) {
    checkContinued(last.options.optimiser, optimiser)
    const { steps, random } = last.course
    return start({ ...first, steps, random })
  }
  trainee.replace({ network, kept: backend.scope(() => keptAtFirst(network, optimiser)) })
  return start(first)
}

function checkContinued(before: Optimiser, now: Optimiser): void {
  if (before.name === now.name && before.keeps.join() === now.keeps.join()) return
  throw new ArgumentError(
    `continued: the last training was by ${before.name}, and the optimiser is ${now.name}; they must be the same.`,
  )
}

function checkRate(share: unknown): void {
  if (typeof share === 'number' && share >= 0 && share < Infinity) return
  throw new ArgumentError(`schedule gave ${String(share)}; it must give a number, 0 or more.`)
}

/** The sum of a column's numbers, in float64. */
export async function sumOf(column: Matrix): Promise<number> {
  const values = await column.read()
  return values.reduce((sum, value) => sum + value, 0)
}
