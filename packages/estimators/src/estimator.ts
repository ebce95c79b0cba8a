import {
  ArgumentError,
  type Backend,
  checkBackend,
  checkFunction,
  checkObject,
  type Samples,
  selectSamples,
  ShapeError,
} from '@bilayer/core'
import { BusyError, createMlp, type Mlp } from '@bilayer/mlp'
import { Home } from './backend-source.ts'
import type { MlpEstimatorOptions } from './options.ts'
import { type Features, readFeatures, type Rows } from './rows.ts'
import { type EstimatorFitOptions, Run, type Task } from './run.ts'
import { splitForValidation } from './validation-split.ts'
import { activationOf, batchSizeOf, type Settings, settingsOf } from './settings.ts'

/** What was learnt, and what the network's outputs mean. */
interface Fitted<Meaning> {
  readonly model: Mlp
  readonly run: Run
  readonly meaning: Meaning
  readonly featureNames: readonly string[] | undefined
}

/** What a classifier and a regressor share: the network, its training and what is told of it. */
export abstract class MlpEstimator<Meaning> {
  protected readonly settings: Settings
  readonly #home: Home
  #fitted: Fitted<Meaning> | undefined
  #isBusy = false

  constructor(options: MlpEstimatorOptions) {
    this.settings = settingsOf(options)
    this.#home = new Home(options.backend)
  }

  /** The network. Throws `ArgumentError` before the first training. */
  get model(): Mlp {
    return this.fitted('model').model
  }

  /** The names of the columns of the table that was learnt from; undefined where that was no table. */
  get featureNames(): readonly string[] | undefined {
    return this.fitted('featureNames').featureNames
  }

  /** The mean loss of each epoch, without the penalty. */
  get lossCurve(): readonly number[] {
    return this.fitted('lossCurve').run.lossCurve
  }

  /** With `earlyStopping`, the score of the samples held back, after each epoch. */
  get validationScores(): readonly number[] {
    return this.fitted('validationScores').run.validationScores
  }

  /** The least of `lossCurve`. */
  get bestLoss(): number {
    return Math.min(...this.lossCurve)
  }

  /** The largest of `validationScores`; undefined where there are none. */
  get bestValidationScore(): number | undefined {
    const scores = this.validationScores
    return scores.length > 0 ? Math.max(...scores) : undefined
  }

  /** The epochs that were trained. */
  get iterations(): number {
    return this.lossCurve.length
  }

  /** Whether training ended because nothing became better, rather than after `maxIter` epochs or when it was told to. */
  get converged(): boolean {
    return this.fitted('converged').run.converged
  }

  /** Moves the network, and its training where one runs, to another backend, with the same numbers bit for bit. Later trainings are there too. */
  async to(backend: Backend): Promise<void> {
    this.#home.checkOpen('to')
    checkBackend('backend', backend)
    await this.#fitted?.model.to(backend)
    await this.#home.moveTo(backend)
  }

  /** Frees the network, and closes the backend where the estimator had one made for itself. */
  async dispose(): Promise<void> {
    this.#fitted?.model.dispose()
    await this.#home.close()
  }

  /** As `dispose()`, which it does not wait for. */
  [Symbol.dispose](): void {
    void this.dispose()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose()
  }

  /** Trains a new network, in place of the one there was. */
  protected async trainAnew(task: Task, meaning: Meaning, options: EstimatorFitOptions): Promise<void> {
    await this.#alone(async () => {
      const judged = this.settings.earlyStopping ? this.#holdBack(task, meaning) : task
      const { run } = await this.#begin(judged, meaning)
      await run.train(judged, this.settings.maxIter, options)
    })
  }

  /** Trains the network that there is, or a new one where there is none, for one epoch. */
  protected async trainOn(task: Task, meaning: Meaning, options: EstimatorFitOptions): Promise<void> {
    await this.#alone(async () => {
      const { run } = this.#fitted ?? (await this.#begin(task, meaning))
      await run.train(task, 1, options)
    })
  }

  /** What the network's outputs mean; undefined before the first training. */
  protected get meaning(): Meaning | undefined {
    return this.#fitted?.meaning
  }

  protected fitted(what: string): Fitted<Meaning> {
    this.#home.checkOpen(what)
    if (this.#fitted) return this.#fitted
    throw new ArgumentError(`${what}: nothing was learnt yet. Call fit first.`)
  }

  /** How well outputs of the network are what they were to be: 1 at best. */
  protected abstract scoreOf(meaning: Meaning, outputs: Samples, targets: Samples): number

  /** X, as samples that the network takes. */
  protected readX(X: Rows): Features {
    const features = readFeatures(X)
    const { model, featureNames } = this.#fitted ?? {}
    const inputs = model?.layers[0] ?? features.size
    if (features.size !== inputs) {
      throw new ShapeError(`X has ${features.size} numbers in a sample; what was learnt takes ${inputs}.`)
    }
    if (featureNames && features.names && features.names.join() !== featureNames.join()) {
      throw new ArgumentError(
        `X has the columns ${features.names.join(', ')}; what was learnt takes ${featureNames.join(', ')}, in this order.`,
      )
    }
    return features
  }

  /** The outputs of the network, all finite. */
  protected async outputsOf(what: string, X: Rows): Promise<Samples> {
    const { model } = this.fitted(what)
    const outputs = await model.predict(this.readX(X))
    const { values, size } = outputs
    const place = values.findIndex((value) => !Number.isFinite(value))
    if (place === -1) return outputs
    throw new ArgumentError(
      `${what}: sample ${Math.floor(place / size)} of X, counted from 0, gives ${values[place]}: its numbers are too large for the network. Scale them, as standardise of @bilayer/data does.`,
    )
  }

  async #begin({ X, Y }: Task, meaning: Meaning): Promise<Fitted<Meaning>> {
    const { hiddenLayerSizes, randomState } = this.settings
    const layers = [X.size, ...hiddenLayerSizes, Y.size]
    const backend = await this.#home.open(layers, batchSizeOf(this.settings, X.count))
    // It may have been disposed meanwhile, and would leave a network on a backend that is not its own.
    this.#home.checkOpen('fit')
    const model = createMlp(backend, {
      layers,
      seed: randomState,
      initialisation: 'glorot',
      activation: activationOf(this.settings),
    })
    this.#fitted?.model.dispose()
    this.#fitted = { model, run: new Run(model, this.settings), meaning, featureNames: X.names }
    return this.#fitted
  }

  /** The task without a part of its samples, by which the training is judged. */
  #holdBack(task: Task, meaning: Meaning): Task {
    const { validationFraction, randomState } = this.settings
    const { train, test: validation } = splitForValidation(task.strata, validationFraction, randomState)
    const X = selectSamples(task.X, validation)
    const Y = selectSamples(task.Y, validation)
    const { sampleWeights } = task
    return {
      ...task,
      X: { ...selectSamples(task.X, train), names: task.X.names },
      Y: selectSamples(task.Y, train),
      sampleWeights: sampleWeights && Float32Array.from(train, (i) => sampleWeights[i]),
      validationScore: async () => this.scoreOf(meaning, await this.outputsOf('fit', X), Y),
    }
  }

  /** Does what trains, while nothing else does. */
  async #alone(train: () => Promise<void>): Promise<void> {
    this.#home.checkOpen('fit')
    if (this.#isBusy) {
      throw new BusyError(
        'fit: the estimator is being trained. Await that call, or abort its signal, before the next.',
      )
    }
    this.#isBusy = true
    try {
      await train()
    } finally {
      this.#isBusy = false
    }
  }
}

/** Throws `ArgumentError` for options of `fit` that are none; what the network's `fit` checks is left to it. */
export function checkEstimatorFitOptions(options: EstimatorFitOptions): void {
  checkObject('options', options, '{ onEpoch: ({ loss }) => console.log(loss) }')
  for (const name of ['onBatch', 'onEpoch'] as const) {
    if (options[name] !== undefined) checkFunction(name, options[name])
  }
}
