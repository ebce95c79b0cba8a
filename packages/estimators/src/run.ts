import { type Samples, sliceSamples } from '@bilayer/core'
import type { AbortSignalLike, Batch, Loss, Mlp, Observer, Progress } from '@bilayer/mlp'
import { type LearningRate, learningRateOf } from './learning-rate.ts'
import { Plateau } from './plateau.ts'
import type { Features } from './rows.ts'
import { batchSizeOf, optimiserOf, type Settings, weightDecayOf } from './settings.ts'

/** What a call of `fit` takes beside samples. */
export interface EstimatorFitOptions {
  /** How much each sample counts, 0 or more. All count 1 unless given. */
  readonly sampleWeights?: ArrayLike<number>
  /** Once it is aborted, training ends after the batch at hand; what was learnt is kept. */
  readonly signal?: AbortSignalLike
  /** Awaited after each batch. Training ends after one for which it returns `'stop'`. */
  readonly onBatch?: Observer
  /** Awaited after each epoch. Training ends after one for which it returns `'stop'`. */
  // oxlint-disable-next-line typescript/no-invalid-void-type -- most observers return nothing
  readonly onEpoch?: (progress: EpochProgress) => void | 'stop' | Promise<void | 'stop'>
}

/** How far training is, at the end of an epoch. */
export interface EpochProgress extends Progress {
  /** Of the samples that `earlyStopping` holds back. */
  readonly validationScore?: number
}

/** What there is to learn in one call. */
export interface Task {
  readonly X: Features
  readonly Y: Samples
  readonly sampleWeights: Float32Array | undefined
  readonly loss: Loss
  /** What a loss is multiplied by before it is told. */
  readonly lossScale: number
  /** The class of each sample: those held back to judge by are a share of each. All 0 where there are none. */
  readonly strata: Uint32Array
  /** The score of the samples that are held back, where some are. */
  readonly validationScore?: () => Promise<number>
}

/** The training of one model, over one call of `fit` or several of `partialFit`. */
export class Run {
  readonly #model: Mlp
  readonly #settings: Settings
  readonly #plateau: Plateau
  readonly #rate: LearningRate
  #samples = 0
  readonly lossCurve: number[] = []
  readonly validationScores: number[] = []
  /** Whether the last training ended because nothing became better. */
  converged = false

  constructor(model: Mlp, settings: Settings) {
    this.#model = model
    this.#settings = settings
    this.#plateau = new Plateau(settings.tol, settings.nIterNoChange)
    this.#rate = learningRateOf(settings, () => this.#samples)
  }

  /** Trains for so many epochs at most, going on with the optimiser where it is. The best weights are kept where they are judged. */
  async train(task: Task, epochs: number, options: EstimatorFitOptions): Promise<void> {
    const model = this.#model
    const best = new Best(model)
    const batch = batchSizeOf(this.#settings, task.X.count)
    const batches = Math.ceil(task.X.count / batch)
    const tell = (progress: Progress): Progress => ({
      ...progress,
      batches,
      loss: progress.loss * task.lossScale,
    })
    this.converged = false

    const common = {
      epochs,
      learningRate: this.#settings.learningRateInit,
      loss: task.loss,
      optimiser: optimiserOf(this.#settings),
      schedule: this.#rate.schedule,
      weightDecay: weightDecayOf(this.#settings, batch),
      continued: this.lossCurve.length > 0,
      ...(options.signal !== undefined && { signal: options.signal }),
      ...(options.onBatch && { onBatch: (progress: Progress) => options.onBatch?.(tell(progress)) }),
      onEpoch: async (progress: Progress) => {
        const { loss } = tell(progress)
        this.#samples += task.X.count
        this.lossCurve.push(loss)
        const validationScore = await task.validationScore?.()
        if (validationScore !== undefined) {
          this.validationScores.push(validationScore)
          await best.hear(validationScore)
        }
        const isOver = this.#plateau.isReached(validationScore ?? -loss) && !this.#rate.goesOn()
        this.converged = isOver
        const answer = await options.onEpoch?.({
          ...tell(progress),
          ...(validationScore !== undefined && { validationScore }),
        })
        return isOver ? 'stop' : answer
      },
    } as const

    if (this.#settings.shuffle) {
      const { X, Y, sampleWeights } = task
      const seed = this.#settings.randomState
      await model.fit(X, Y, { ...common, batchSize: batch, seed, ...(sampleWeights && { sampleWeights }) })
    } else {
      await model.fit(() => inOrder(task, batch), common)
    }
    best.restore()
  }
}

/** The parameters with which a model scored best. */
class Best {
  readonly #model: Mlp
  #score = -Infinity
  #parameters: Awaited<ReturnType<Mlp['parameters']>> | undefined

  constructor(model: Mlp) {
    this.#model = model
  }

  async hear(score: number): Promise<void> {
    if (score <= this.#score) return
    this.#score = score
    this.#parameters = await this.#model.parameters()
  }

  restore(): void {
    if (this.#parameters) this.#model.setParameters(this.#parameters)
  }
}

/** The batches of an epoch, in the order of the samples. */
async function* inOrder({ X, Y, sampleWeights }: Task, size: number): AsyncGenerator<Batch> {
  for (let from = 0; from < X.count; from += size) {
    const to = Math.min(from + size, X.count)
    yield {
      X: sliceSamples(X, from, to),
      Y: sliceSamples(Y, from, to),
      ...(sampleWeights && { sampleWeights: sampleWeights.subarray(from, to) }),
    }
  }
}
