import type { Schedule } from '@bilayer/mlp'
import type { BackendSource } from './backend-source.ts'
import type { Label } from './labels.ts'

/** How an estimator is made: the names and defaults are those of scikit-learn 1.2, where it has them. */
export interface MlpEstimatorOptions {
  /** Where it computes; it must be given. */
  readonly backend?: BackendSource
  /** The sizes of the hidden layers. `[100]` unless given. */
  readonly hiddenLayerSizes?: number | readonly number[]
  /** σ of the hidden layers. `relu` unless given; `logistic` and `sigmoid` are one. */
  readonly activation?: EstimatorActivation
  /** `adam` unless given. */
  readonly solver?: Solver
  /** α of the penalty (α/2) Σ ‖Wₗ‖² / n, or with `adamW` its decay. 0.0001 unless given. */
  readonly alpha?: number
  /** The samples of one step. `auto`, which is 200, or all where there are fewer, unless given. */
  readonly batchSize?: number | 'auto'
  /**
   * What becomes of the learning rate. `constant` unless given. `invScaling`: it is divided by tᵖ, with t the samples of the
   * epochs so far and p `powerT`. `adaptive`: it is divided by 5 each time that training would have ended, until it is 10⁻⁶.
   */
  readonly learningRate?: 'constant' | 'invScaling' | 'adaptive' | Schedule
  /** η at first. 0.001 unless given. */
  readonly learningRateInit?: number
  /** p of `invScaling`. 0.5 unless given. */
  readonly powerT?: number
  /** The most epochs. 200 unless given. */
  readonly maxIter?: number
  /** Whether each epoch has an order of its own. True unless given. */
  readonly shuffle?: boolean
  /** Draws the weights, the orders and the validation set: a whole number from 0 to 2³² − 1. 0 unless given. */
  readonly randomState?: number
  /** By how much the loss must fall, or the validation score rise, to count as better. 0.0001 unless given. */
  readonly tol?: number
  /** Epochs in a row without anything better that are let pass before training ends; ∞ too. 10 unless given. */
  readonly nIterNoChange?: number
  /** Whether a part of the samples is held back to judge by, and the best weights by that are kept. False unless given. */
  readonly earlyStopping?: boolean
  /** The share that `earlyStopping` holds back. 0.1 unless given. */
  readonly validationFraction?: number
  /** μ of `sgd`. 0.9 unless given. */
  readonly momentum?: number
  /** Whether the momentum of `sgd` is Nesterov's. True unless given. */
  readonly nesterovsMomentum?: boolean
  /** β₁ of `adam` and `adamW`. 0.9 unless given. */
  readonly beta1?: number
  /** β₂ of `adam` and `adamW`. 0.999 unless given. */
  readonly beta2?: number
  /** ε of `adam`, `adamW` and `rmsProp`. 1e−8 unless given. */
  readonly epsilon?: number
}

/** How a classifier is made. */
export interface MlpClassifierOptions extends MlpEstimatorOptions {
  /**
   * How much the samples of each class count, 1 for a class that is left out: `balanced`, so that all classes count the same, or by
   * label, in a map or in an object.
   */
  readonly classWeight?: ClassWeight
}

/** How much the samples of each class count. */
export type ClassWeight = 'balanced' | ReadonlyMap<Label, number> | Readonly<Record<string, number>>

/** σ of the hidden layers, by scikit-learn's name or this project's. */
export type EstimatorActivation = 'identity' | 'logistic' | 'sigmoid' | 'tanh' | 'relu' | 'leakyRelu'

/** An optimiser, by its name. */
export type Solver = 'sgd' | 'rmsProp' | 'adam' | 'adamW'
