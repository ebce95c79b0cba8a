import { type Samples, ShapeError } from '@bilayer/core'
import { checkEstimatorFitOptions, MlpEstimator } from './estimator.ts'
import { r2 } from './metrics/regression.ts'
import type { MlpEstimatorOptions } from './options.ts'
import { type Features, float32, readFeatures, type Rows } from './rows.ts'
import type { EstimatorFitOptions, Task } from './run.ts'
import { halfSquaredError } from './squared-error.ts'
import { readTargets, type Targets, type TargetTable } from './targets.ts'
import { readSampleWeights } from './weights.ts'

/** What the outputs of a regressor's network are: one number, or a row of them. */
type Shape = Pick<TargetTable<Float32Array>, 'isFlat' | 'size'>

/**
 * Predicts numbers, by a multilayer perceptron: scikit-learn's MLPRegressor on any backend. Targets are a number for each sample, or a
 * row of them, `new MlpRegressor<number[]>(…)`; predictions are what targets were.
 *
 * Arguments that do not fit are refused with `ArgumentError` or `ShapeError`, naming the place, before anything is learnt.
 */
export class MlpRegressor<T extends number | number[] = number> extends MlpEstimator<Shape> {
  constructor(options: MlpEstimatorOptions = {}) {
    super(options)
  }

  /** Learns from samples and their targets, forgetting what it knew. Rejects with `DivergedError` when the loss is no longer a number. */
  async fit(X: Rows, y: Targets, options: EstimatorFitOptions = {}): Promise<this> {
    checkEstimatorFitOptions(options)
    const targets = readTargets('y', y, float32)
    await this.trainAnew(taskOf(readFeatures(X), targets, options), targets, options)
    return this
  }

  /** Goes on learning for one epoch, from these samples. */
  async partialFit(X: Rows, y: Targets, options: EstimatorFitOptions = {}): Promise<this> {
    checkEstimatorFitOptions(options)
    const targets = this.#readTargets(y)
    await this.trainOn(taskOf(this.readX(X), targets, options), targets, options)
    return this
  }

  /** The number, or the row of them, of each sample. */
  async predict(X: Rows): Promise<T[]> {
    const { values, count, size } = await this.outputsOf('predict', X)
    const { isFlat } = this.fitted('predict').meaning
    const predicted = isFlat
      ? Array.from(values)
      : Array.from({ length: count }, (_, i) => Array.from(values.subarray(i * size, (i + 1) * size)))
    return predicted as T[]
  }

  /** R² of the predictions: 1 at best, 0 for the mean of the targets, below 0 for worse. */
  async score(X: Rows, y: Targets): Promise<number> {
    const { meaning } = this.fitted('score')
    const samples = this.readX(X)
    const targets = this.#readTargets(y)
    checkPaired(samples, targets)
    return this.scoreOf(meaning, await this.outputsOf('score', samples), targets)
  }

  protected override scoreOf(_: Shape, outputs: Samples, targets: Samples): number {
    return r2(targets, outputs)
  }

  /** Targets of the size that the network has outputs, where there is one. */
  #readTargets(y: Targets): TargetTable<Float32Array> {
    const targets = readTargets('y', y, float32)
    const size = this.meaning?.size ?? targets.size
    if (targets.size === size) return targets
    throw new ShapeError(`y has ${targets.size} numbers for a sample; what was learnt has ${size}.`)
  }
}

function taskOf(X: Features, targets: TargetTable<Float32Array>, options: EstimatorFitOptions): Task {
  checkPaired(X, targets)
  return {
    X,
    Y: targets,
    sampleWeights: readSampleWeights(options.sampleWeights, X.count),
    loss: halfSquaredError,
    // scikit-learn tells the mean of all outputs, though its gradient is that of their sum.
    lossScale: 1 / targets.size,
    strata: new Uint32Array(X.count),
  }
}

function checkPaired(X: Samples, y: Samples): void {
  if (X.count === y.count) return
  throw new ShapeError(`y has ${y.count} targets, and X ${X.count} samples; each sample needs one.`)
}
