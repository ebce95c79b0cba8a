export {
  checkGradients,
  formatGradientCheck,
  type GradientCheck,
  type GradientCheckOptions,
  type ParameterCheck,
} from './check-gradients.ts'
export { DivergedError, type FitOptions, type FitResult, type Progress } from './fit.ts'
export { backward, forward, gradients, sgd } from './checked-formulas.ts'
export { checkLayers, type Initialisation, initialise } from './initialise.ts'
export { type Loss, meanSquaredError } from './loss.ts'
export { BusyError, createMlp, type Mlp, type MlpOptions, restoreMlp } from './mlp.ts'
export { disposeNetwork, type Layer, type LayerGradient, type Network } from './network.ts'
export type { Samples } from '@bilayer/core'
export type { Parameter } from './parameters.ts'
export type { AbortSignalLike } from './abort-signal.ts'
