import {
  activations,
  adamW,
  type Backend,
  binaryCrossEntropy,
  type Checkpoint,
  createMlp,
  type Loss,
  meanSquaredError,
  type Mlp,
  outputsOf,
  type Parameter,
  type Progress,
  softmaxCrossEntropy,
  type Target,
} from 'bilayer'
import { predictTogether } from '../ranks/predict-together.ts'
import type { Ranks } from '../ranks/ranks.ts'
import { type Judgement, judge } from './judge.ts'
import type { Part } from './part.ts'
import type { Settings } from './settings.ts'

/** What a training needs of the data. */
export interface Task {
  readonly target: Target
  readonly train: Pick<Part, 'X' | 'Y'>
  readonly validation: Part | undefined
}

/** What is told of an epoch. */
export interface EpochRecord {
  /** The mean loss of its batches. */
  readonly loss: number
  /** Of the rows that are kept to judge by, where some are. */
  readonly validation?: Judgement
}

/** The parameters of the epoch that was judged best. */
export interface Best {
  /** 1 for the first. */
  readonly epoch: number
  readonly loss: number
  readonly parameters: readonly Parameter[]
}

/** How far a training is, beside what the network's own checkpoint holds. */
export interface CourseState {
  readonly history: readonly EpochRecord[]
  readonly best: Best | undefined
}

/** What training tells on its way. */
export interface CourseListener {
  readonly batch: (progress: Progress) => void
  /** Awaited after each epoch. */
  readonly epoch: (record: EpochRecord, progress: Progress) => void | Promise<void>
}

/** The smallest change of a loss that counts. */
const TOLERANCE = 1e-4

const NOTHING_LEARNT: CourseState = { history: [], best: undefined }

/** The training of one network, from its first batch or from a checkpoint. On several ranks, it takes the same course on each. */
export class Course implements CourseState, Disposable {
  readonly model: Mlp
  readonly #ranks: Ranks
  readonly #task: Task
  readonly #settings: Settings
  readonly history: EpochRecord[]
  best: Best | undefined
  /** Whether the last epoch has come, or nothing became better any more. */
  isOver = false

  /** Throws where the network has no room on the backend. */
  constructor(
    ranks: Ranks,
    backend: Backend,
    task: Task,
    settings: Settings,
    before: CourseState = NOTHING_LEARNT,
  ) {
    const { hidden, seed, activation } = settings
    const layers = [task.train.X.size, ...hidden, outputsOf(task.target)]
    this.model = createMlp(backend, { layers, seed, activation: activations[activation] })
    this.#ranks = ranks
    this.#task = task
    this.#settings = settings
    this.history = [...before.history]
    this.best = before.best
  }

  /** Trains until the end, or until the signal is aborted; the network then holds what was best. Rejects with `DivergedError`. */
  async run(listener: CourseListener, signal: AbortSignal, resume?: Checkpoint): Promise<void> {
    const { X, Y } = this.#task.train
    const { epochs, batchSize, learningRate, weightDecay, seed } = this.#settings
    const { stopped } = await this.model.fit(X, Y, {
      epochs,
      batchSize,
      learningRate,
      seed,
      signal,
      loss: lossOf(this.#task.target),
      optimiser: adamW({ decay: weightDecay }),
      onBatch: listener.batch,
      onEpoch: async (progress) => {
        const record = await this.#judge(progress)
        await listener.epoch(record, progress)
        this.isOver ||= this.#hasSettled()
        return this.isOver ? 'stop' : undefined
      },
      ...(resume && { resume }),
      communicator: this.#ranks.communicator,
    })
    this.isOver ||= !stopped
  }

  /** Puts the parameters that were best into the network. */
  takeBest(): void {
    if (this.best) this.model.setParameters(this.best.parameters)
  }

  [Symbol.dispose](): void {
    this.model.dispose()
  }

  async #judge({ loss, epoch }: Progress): Promise<EpochRecord> {
    const { validation, target } = this.#task
    if (!validation) {
      this.history.push({ loss })
      return { loss }
    }
    const judgement = judge(target, validation, await predictTogether(this.#ranks, this.model, validation.X))
    const record = { loss, validation: judgement }
    this.history.push(record)
    if (!this.best || judgement.loss < this.best.loss) {
      this.best = { epoch, loss: judgement.loss, parameters: await this.model.parameters() }
    }
    return record
  }

  /** Whether nothing became better for as many epochs as patience has. */
  #hasSettled(): boolean {
    const losses = this.history.map(({ loss, validation }) => validation?.loss ?? loss)
    const before = losses.slice(0, -this.#settings.patience)
    const recent = losses.slice(-this.#settings.patience)
    return before.length > 0 && leastOf(recent) > leastOf(before) - TOLERANCE
  }
}

const leastOf = (values: readonly number[]): number => values.reduce((least, value) => Math.min(least, value))

/** The loss that goes with a target. */
function lossOf(target: Target): Loss {
  if (target.kind === 'quantity') return meanSquaredError
  return target.labels.length > 2 ? softmaxCrossEntropy : binaryCrossEntropy
}
