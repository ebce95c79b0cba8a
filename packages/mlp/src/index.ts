export type { Checkpoint, Course, Parameter } from '@bilayer/core'
export {
  checkGradients,
  formatGradientCheck,
  type GradientCheck,
  type GradientCheckOptions,
  type GradientFormulas,
  type ParameterCheck,
} from './check-gradients.ts'
export {
  type Activation,
  type ActivationName,
  activations,
  identity,
  leakyRelu,
  relu,
  sigmoid,
  tanh,
} from './activation.ts'
export type { Batch, Batches } from './batches.ts'
export { BusyError } from './busy.ts'
export { DivergedError } from './diverged.ts'
export type { FitResult } from './fit.ts'
export type { FitOptions, Observer, Progress, TrainingOptions } from './fit-options.ts'
export { backward, descend, disposeNetwork, forward, gradients } from './checked-formulas.ts'
export { type Initialisation, initialise } from './initialise.ts'
export { checkLayers } from './layers.ts'
export {
  binaryCrossEntropy,
  huber,
  type Loss,
  losses,
  type LossFormula,
  type LossName,
  meanSquaredError,
  softmaxCrossEntropy,
} from './loss.ts'
export {
  createMlp,
  type Mlp,
  type MlpOptions,
  restoreMlp,
  type RestoreOptions,
} from './mlp.ts'
export {
  adam,
  type AdamOptions,
  adamW,
  type AdamWOptions,
  type Optimiser,
  rmsProp,
  type RmsPropOptions,
  sgd,
  type SgdOptions,
  type StepMoment,
  type Stepped,
} from './optimiser.ts'
export {
  constant,
  cosine,
  type CosineOptions,
  type PlateauOptions,
  reduceOnPlateau,
  type Schedule,
  type ScheduleMoment,
  stepDecay,
  type StepDecayOptions,
  warmUp,
  type WarmUpOptions,
} from './schedule.ts'
export type { Layer, LayerGradient, Network } from './network.ts'
export type { FitArguments } from './task.ts'
export type { Samples } from '@bilayer/core'
export type { AbortSignalLike } from './abort-signal.ts'
