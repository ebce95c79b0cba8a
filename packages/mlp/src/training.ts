import {
  ArgumentError,
  type Checkpoint,
  type Course,
  createRandom,
  type Matrix,
  type RandomState,
} from '@bilayer/core'
import type { LoadableBatch } from './batches.ts'
import { checkCheckpoint, checkpointOf, trainedOf } from './checkpoint.ts'
import { type FitOptions, type StepOptions, stepOptionsOf, type TrainingOptions } from './fit-options.ts'
import { keptAtFirst } from './optimise.ts'
import type { Optimiser, StepMoment } from './optimiser.ts'
import type { Beginning } from './ranks/facts.ts'
import type { Purpose, Ranks } from './ranks/ranks.ts'
import { step, stepped } from './step.ts'
import { parametersOf } from './parameters.ts'
import type { Trainee } from './trainee.ts'

/** Steps between two comparisons of the parameters of all ranks, the first of which follows the first step. */
const STEPS_BETWEEN_COMPARISONS = 100

/** How long a training is. */
interface Length {
  readonly epochs: number
  /** The batches of an epoch; ∞ where that is not known. */
  readonly batches: number
}

/** One training of a model: how far it is, and what takes it further. */
export class Training {
  readonly #trainee: Trainee
  readonly #options: StepOptions
  readonly #length: Length
  readonly #losses: number[]
  #course: Omit<Course, 'losses'>

  constructor(trainee: Trainee, options: StepOptions, length: Length, course: Course) {
    this.#trainee = trainee
    this.#options = options
    this.#length = length
    const { losses, ...rest } = course
    this.#losses = [...losses]
    this.#course = rest
  }

  get optimiser(): Optimiser {
    return this.#options.optimiser
  }

  get course(): Course {
    return { ...this.#course, losses: this.#losses }
  }

  /** One step on one batch. */
  step(batch: LoadableBatch): void {
    const { backend, trained } = this.#trainee
    this.#trainee.replace(step(backend, trained, batch, this.#moment(), this.#options))
    this.#goOn(batch)
  }

  /** One step on one batch, of which each rank computes its part. Resolves to false where a rank ended the training instead. */
  async stepTogether(ranks: Ranks, batch: LoadableBatch): Promise<boolean> {
    const trainee = this.#trainee
    const moment = this.#moment()
    const { samples } = batch
    const hash = await this.#hashFor(ranks, this.#course.steps % STEPS_BETWEEN_COMPARISONS === 1)
    const sum = await ranks.sumGradients(trainee, batch, this.#options.loss)
    if (!(await ranks.conclude({ word: 'go', samples, hash }, this.#purposeAfter(1)))) return false
    trainee.checkInTraining()
    const { backend, trained } = trainee
    trainee.replace(backend.scope(() => stepped(trained, sum(), moment, this.#options)))
    await ranks.share(trainee)
    this.#goOn(batch)
    return true
  }

  /** Once all ranks are known to begin alike; they reject with `ArgumentError` where they do not. */
  async meet(ranks: Ranks, beginning: Pick<Beginning, 'options' | 'samples'>): Promise<void> {
    const { network } = this.#trainee
    const checkpoint = await this.checkpoint()
    await ranks.meet({ ...beginning, network, checkpoint }, this.#purposeAfter(0))
  }

  /** The end of an epoch's batches, with other ranks. Resolves to false where a rank ended the training before. */
  endBatches(ranks: Ranks): Promise<boolean> {
    return ranks.conclude({ word: 'ended' }, 'pause')
  }

  /** The end of an epoch, after observers heard of it. Resolves to false where a rank ends the training. */
  async pauseTogether(ranks: Ranks): Promise<boolean> {
    const hash = await this.#hashFor(ranks, this.#course.epoch > this.#length.epochs)
    return ranks.conclude({ word: 'go', hash }, this.#purposeAfter(0))
  }

  /** What the parameters are compared by, where they are due, and each rank makes its own. */
  async #hashFor(ranks: Ranks, isDue: boolean): Promise<number> {
    if (!isDue || ranks.isShared) return 0
    const parameters = await parametersOf(this.#trainee.network)
    this.#trainee.checkInTraining()
    return ranks.hashOf(parameters.map(({ values }) => values))
  }

  #moment(): StepMoment {
    const { learningRate, schedule } = this.#options
    const { epochs, batches } = this.#length
    const { steps } = this.#course
    const share = schedule({ step: steps, steps: epochs * batches, losses: this.#losses })
    checkRate(share)
    return { rate: share * learningRate, count: steps + 1 }
  }

  #goOn({ samples }: LoadableBatch): void {
    const { batch, samples: before, seen, steps } = this.#course
    this.#course = {
      ...this.#course,
      batch: batch + 1,
      samples: before + samples,
      seen: seen + samples,
      steps: steps + 1,
    }
  }

  /** What ranks do next, after so many more batches. */
  #purposeAfter(batches: number): Purpose {
    return this.#course.batch + batches < this.#length.batches ? 'step' : 'pause'
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
    return checkpointOf(this.#trainee.trained, this.course, this.#options.optimiser)
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
  batches: number,
  options: TrainingOptions & Pick<FitOptions, 'seed'>,
  last: Training | undefined,
): Training {
  const { epochs, seed = 0, continued = false, resume } = options
  const stepOptions = stepOptionsOf(options)
  const { optimiser } = stepOptions
  const { backend, network } = trainee
  const start = (course: Course): Training => new Training(trainee, stepOptions, { epochs, batches }, course)

  if (resume !== undefined) {
    checkCheckpoint(resume, network, optimiser)
    trainee.replace(trainedOf(resume, network, optimiser))
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
    checkContinued(last.optimiser, optimiser)
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
