import { ArgumentError, type Samples, ShapeError } from '@bilayer/core'
import { classProbabilities, likeliestClasses } from '@bilayer/data'
import { binaryCrossEntropy, softmaxCrossEntropy } from '@bilayer/mlp'
import { Classes } from './classes.ts'
import { checkEstimatorFitOptions, MlpEstimator } from './estimator.ts'
import { type Label, readLabels } from './labels.ts'
import type { ClassWeight, MlpClassifierOptions } from './options.ts'
import { type Features, readFeatures, type Rows } from './rows.ts'
import type { EstimatorFitOptions, Task } from './run.ts'
import { checkClassWeight, readSampleWeights, weightsByClass } from './weights.ts'

/** What a call of `partialFit` takes beside samples. */
export interface PartialFitOptions<L extends Label> extends EstimatorFitOptions {
  /** All classes there will be. Those of the first call unless given. */
  readonly classes?: ArrayLike<L>
}

/**
 * Tells classes apart, by a multilayer perceptron: scikit-learn's MLPClassifier on any backend. Labels are strings, numbers or
 * booleans, all of one kind.
 *
 * Arguments that do not fit are refused with `ArgumentError` or `ShapeError`, naming the place, before anything is learnt.
 */
export class MlpClassifier<L extends Label = Label> extends MlpEstimator<Classes<L>> {
  readonly #classWeight: ClassWeight | undefined

  constructor(options: MlpClassifierOptions = {}) {
    super(options)
    checkClassWeight(options.classWeight)
    this.#classWeight = options.classWeight
  }

  /** The classes, in order: that of the columns of `predictProba`. */
  get classes(): readonly L[] {
    return this.fitted('classes').meaning.labels
  }

  /** Learns from samples and their labels, forgetting what it knew. Rejects with `DivergedError` when the loss is no longer a number. */
  async fit(X: Rows, y: ArrayLike<L>, options: EstimatorFitOptions = {}): Promise<this> {
    checkEstimatorFitOptions(options)
    const features = readFeatures(X)
    const labels = readLabels('y', y)
    const classes = new Classes('y', labels)
    await this.trainAnew(this.#taskOf(features, labels, classes, options), classes, options)
    return this
  }

  /** Goes on learning for one epoch, from these samples. */
  async partialFit(X: Rows, y: ArrayLike<L>, options: PartialFitOptions<L> = {}): Promise<this> {
    checkEstimatorFitOptions(options)
    if (this.#classWeight === 'balanced') {
      throw new ArgumentError(
        'classWeight is balanced, which partialFit cannot know how to do; it must be by label, or leave it out and give sampleWeights.',
      )
    }
    const samples = this.readX(X)
    const labels = readLabels('y', y)
    const classes = this.#classesFor(labels, options.classes)
    await this.trainOn(this.#taskOf(samples, labels, classes, options), classes, options)
    return this
  }

  /** The likeliest label of each sample. */
  async predict(X: Rows): Promise<L[]> {
    const outputs = await this.outputsOf('predict', X)
    const { meaning } = this.fitted('predict')
    return Array.from(likeliestClasses(outputs), (place) => meaning.labels[place])
  }

  /** The probability of each class, in the order of `classes`, for each sample. */
  async predictProba(X: Rows): Promise<number[][]> {
    const outputs = await this.outputsOf('predictProba', X)
    return classProbabilities(outputs)
  }

  /** The share of samples, 0 to 1, whose label is predicted. */
  async score(X: Rows, y: ArrayLike<L>): Promise<number> {
    const { meaning } = this.fitted('score')
    const samples = this.readX(X)
    const labels = readLabels('y', y)
    checkPaired(samples, labels)
    const targets = meaning.targetsOf(meaning.placesOf('y', labels))
    return this.scoreOf(meaning, await this.outputsOf('score', samples), targets)
  }

  protected override scoreOf(_classes: Classes<L>, outputs: Samples, targets: Samples): number {
    const places = likeliestClasses(targets)
    return likeliestClasses(outputs).filter((place, i) => place === places[i]).length / places.length
  }

  #classesFor(labels: readonly L[], given: ArrayLike<L> | undefined): Classes<L> {
    const told = given === undefined ? undefined : new Classes('classes', readLabels('classes', given))
    const known = this.meaning
    if (known && told && told.labels.join() !== known.labels.join()) {
      throw new ArgumentError(
        `classes has ${told.labels.join(', ')}; what was learnt tells apart ${known.labels.join(', ')}.`,
      )
    }
    return known ?? told ?? new Classes('y', labels)
  }

  #taskOf(X: Features, labels: readonly L[], classes: Classes<L>, options: EstimatorFitOptions): Task {
    checkPaired(X, labels)
    const places = classes.placesOf('y', labels)
    const sampleWeights = readSampleWeights(options.sampleWeights, X.count)
    return {
      X,
      Y: classes.targetsOf(places),
      sampleWeights: weightsByClass(this.#classWeight, classes, places, sampleWeights),
      loss: classes.outputs === 1 ? binaryCrossEntropy : softmaxCrossEntropy,
      lossScale: 1,
      strata: places,
    }
  }
}

function checkPaired(X: Samples, labels: readonly Label[]): void {
  if (labels.length === X.count) return
  throw new ShapeError(`y has ${labels.length} labels, and X ${X.count} samples; each sample needs one.`)
}
