import {
  checkNotNegative,
  type Checkpoint,
  type Course,
  createRandom,
  type Matrix,
  type Random,
} from '@bilayer/core'
import type { LoadableBatch } from './batches.ts'
import { checkpointOf } from './checkpoint.ts'
import type { StepOptions } from './fit-options.ts'
import { keptAtFirst } from './optimise.ts'
import type { StepMoment } from './optimiser.ts'
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
  /** What the order of samples is drawn from: at the beginning of an epoch it is where the course says. */
  readonly random: Random
  readonly #trainee: Trainee
  readonly #losses: number[]
  #course: Omit<Course, 'losses'>

  constructor(trainee: Trainee, options: StepOptions, length: Length, course: Course, random: Random) {
    this.#trainee = trainee
    this.options = options
    this.length = length
    this.random = random
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
    checkNotNegative('what schedule gave', share)
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
  endEpoch(loss: number): void {
    this.#losses.push(loss)
    const random = this.random.state()
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
  { source: { batches }, options, step: stepOptions, rare }: Task,
  last: Training | undefined,
): Training {
  const { epochs, seed = 0, continued = false, resume } = options
  const { optimiser } = stepOptions
  const { backend, network } = trainee
  const start = (course: Course, random: Random): Training =>
    new Training(trainee, stepOptions, { epochs, batches }, course, random)

  if (rare && resume !== undefined) {
    trainee.replace(rare.trainedOf(resume, network, optimiser))
    return start(resume, rare.restoreRandom(resume.random))
  }
  const generator = createRandom(seed)
  const first: Course = {
    epoch: 1,
    batch: 0,
    samples: 0,
    seen: 0,
    steps: 0,
    losses: [],
    total: [],
    random: generator.state(),
  }
  if (rare && continued && last) {
    rare.checkContinued(last.options.optimiser, optimiser)
    const { steps, random } = last.course
    return start({ ...first, steps, random }, rare.restoreRandom(random))
  }
  trainee.replace({ network, kept: backend.scope(() => keptAtFirst(network, optimiser)) })
  return start(first, generator)
}

/** The sum of a column's numbers, in float64. */
export async function sumOf(column: Matrix): Promise<number> {
  const values = await column.read()
  return values.reduce((sum, value) => sum + value, 0)
}
