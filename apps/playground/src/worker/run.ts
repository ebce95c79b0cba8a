import {
  type Backend,
  type Checkpoint,
  type Loss,
  type Mlp,
  type Progress,
  restoreMlp,
  sliceSamples,
} from 'bilayer'
import type { Part, Problem } from '../data-sets/problem.ts'
import type { Settings } from '../state/settings.ts'
import { evaluate } from './evaluate.ts'
import { Lock, type Release } from './lock.ts'
import { LossHistory } from './loss-history.ts'
import { Pace } from './pace.ts'
import type { Phase, Scores } from './protocol.ts'
import { scoreOf } from './score.ts'
import {
  activationOf,
  createModel,
  fitOptionsOf,
  layersOf,
  lossOf,
  stepsPerEpoch,
} from './training-options.ts'

/** So many of the samples to train on are looked at after each epoch; those to test by are all. */
const MOST_SCORED = 1000

/** Milliseconds between two copies of all there is, to go on from where a device is lost. */
const KEEP_EVERY = 2000

/** What a run tells. */
export interface RunListener {
  readonly phaseChanged: (phase: Phase) => void
  readonly failed: (error: unknown) => void
}

/** One network, and its training from the first step to the last: it starts, pauses, moves and is looked at between two steps. */
export class Run {
  readonly settings: Settings
  readonly problem: Problem
  readonly layers: readonly number[]
  readonly loss: Loss
  readonly history = new LossHistory()
  /** What the network gave for the samples to test by, after the last epoch. */
  testOutputs = new Float32Array()
  scores: Scores = { train: Number.NaN, test: Number.NaN }
  epoch = 0
  step = 0
  samples = 0
  /** Milliseconds of its steps so far. */
  milliseconds = 0

  #model: Mlp
  #phase: Phase = 'ready'
  #checkpoint: Checkpoint | undefined
  #keptAt = -Infinity
  #ending = new AbortController()
  readonly #listener: RunListener
  readonly #lock = new Lock()
  readonly #pace = new Pace()

  constructor(settings: Settings, problem: Problem, backend: Backend, listener: RunListener) {
    this.settings = settings
    this.problem = problem
    this.layers = layersOf(problem.train.X.size, settings, problem.target)
    this.loss = lossOf(settings, problem.target)
    this.#listener = listener
    this.#model = createModel(backend, settings, problem)
    this.setSpeed(settings.speed)
  }

  get phase(): Phase {
    return this.#phase
  }

  get stepsPerEpoch(): number {
    return stepsPerEpoch(this.settings, this.problem.train)
  }

  /** Whether there are numbers to go on from where the device is lost. */
  get isRecoverable(): boolean {
    return this.#checkpoint !== undefined
  }

  /** Looks at the network before its first step. */
  begin(): Promise<void> {
    return this.#lock.run(async () => {
      const first = await evaluate(this.#model, this.loss, this.#scored)
      const test = await this.#judge(first.loss)
      this.scores = { train: this.#scoreOf(first.outputs.values, this.#scored), test }
    })
  }

  /** Trains on, for so many steps; ∞ until it is paused. */
  go(steps: number): void {
    if (this.#phase === 'finished' || this.#phase === 'failed') return
    const isFirst = this.#phase === 'ready'
    this.#pace.allow(steps)
    this.#enter('running')
    if (isFirst) void this.#train()
  }

  goToEpochEnd(): void {
    this.go(this.stepsPerEpoch - (this.step % this.stepsPerEpoch))
  }

  pause(): void {
    this.#pace.stop()
  }

  setSpeed(stepsPerSecond: number): void {
    this.#pace.setSpeed(stepsPerSecond)
  }

  /** What `look` makes of the network between two steps. */
  look<T>(look: (model: Mlp) => T | Promise<T>): Promise<T> {
    return this.#lock.run(() => look(this.#model))
  }

  /** Goes on on another backend, with the same numbers. */
  switchTo(backend: Backend): Promise<void> {
    return this.look((model) => model.to(backend))
  }

  /** Goes on, after a failure, from the last numbers that were kept. They are paused there. */
  recover(backend: Backend): void {
    const checkpoint = this.#checkpoint
    if (!checkpoint) throw new Error('There are no numbers to go on from. Reset the run.')
    this.#model = restoreMlp(backend, checkpoint.parameters, { activation: activationOf(this.settings) })
    this.#ending = new AbortController()
    this.epoch = checkpoint.epoch - 1
    this.step = checkpoint.steps
    this.samples = checkpoint.seen
    this.history.cutAfter(this.epoch)
    this.#phase = 'ready'
    this.#enter('ready')
  }

  /** Gives the run up. What is asked of it afterwards rejects. */
  dispose(): void {
    this.#ending.abort()
    this.#pace.allow(Infinity)
    this.#model.dispose()
  }

  /** From the first step, or the numbers that were kept, to the last. The lock is held but between two steps. */
  async #train(): Promise<void> {
    const { settings, problem } = this
    const { signal } = this.#ending
    let release = await this.#turn()
    let began = performance.now()
    const count = (): void => {
      this.milliseconds += performance.now() - began
    }
    const letOthers = async (): Promise<void> => {
      release()
      release = await this.#turn()
    }

    try {
      await this.#model.fit(problem.train.X, problem.train.Y, {
        ...fitOptionsOf(settings, problem),
        signal,
        ...(this.#checkpoint && { resume: this.#checkpoint }),
        onBatch: async (progress) => {
          count()
          this.step++
          this.samples = progress.samples
          if (progress.batch < progress.batches) await letOthers()
          began = performance.now()
        },
        onEpoch: async (progress) => {
          count()
          await this.#endEpoch(progress)
          if (progress.epoch < progress.epochs) await letOthers()
          began = performance.now()
        },
      })
      if (!signal.aborted) this.#enter('finished')
    } catch (error) {
      if (signal.aborted) return
      this.#phase = 'failed'
      this.#listener.failed(error)
      this.#listener.phaseChanged('failed')
    } finally {
      release()
    }
  }

  /** The lock, once the next step may be taken. */
  async #turn(): Promise<Release> {
    await this.#pace.next(() => this.#enter('paused'))
    return this.#lock.acquire()
  }

  async #endEpoch({ epoch, loss }: Progress): Promise<void> {
    this.epoch = epoch
    const train = await evaluate(this.#model, this.loss, this.#scored)
    const test = await this.#judge(loss)
    this.scores = { train: this.#scoreOf(train.outputs.values, this.#scored), test }
    if (performance.now() - this.#keptAt < KEEP_EVERY) return
    this.#checkpoint = await this.#model.checkpoint()
    this.#keptAt = performance.now()
  }

  /** Tests the network, and writes down what its losses are now. */
  async #judge(trainLoss: number): Promise<number> {
    const { test } = this.problem
    const { loss, outputs } = await evaluate(this.#model, this.loss, test)
    this.testOutputs = outputs.values as Float32Array<ArrayBuffer>
    this.history.add(this.epoch, trainLoss, loss)
    return this.#scoreOf(outputs.values, test)
  }

  get #scored(): Part {
    const { X, Y } = this.problem.train
    const count = Math.min(X.count, MOST_SCORED)
    return { X: sliceSamples(X, 0, count), Y: sliceSamples(Y, 0, count) }
  }

  #scoreOf(values: Float32Array, { Y }: Part): number {
    const { problem, settings } = this
    return scoreOf({ ...Y, values }, Y, problem.target, settings.loss)
  }

  #enter(phase: Phase): void {
    if (this.#phase === phase && phase !== 'ready') return
    if (this.#ending.signal.aborted) return
    this.#phase = phase
    this.#listener.phaseChanged(phase)
  }
}
