import {
  ArgumentError,
  checkBoolean,
  checkFunction,
  checkNotNegative,
  checkObject,
  checkOneOf,
  checkPositive,
  checkShare,
  checkWholeNumber,
  describeValue,
} from '@bilayer/core'
import { type Activation, activations, adam, adamW, type Optimiser, rmsProp, sgd } from '@bilayer/mlp'
import type { EstimatorActivation, MlpEstimatorOptions, Solver } from './options.ts'

/** All options but the backend, with what they are unless given. */
export type Settings = Required<Omit<MlpEstimatorOptions, 'backend' | 'hiddenLayerSizes'>> & {
  readonly hiddenLayerSizes: readonly number[]
}

const DEFAULTS = {
  activation: 'relu',
  solver: 'adam',
  alpha: 1e-4,
  batchSize: 'auto',
  learningRate: 'constant',
  learningRateInit: 1e-3,
  powerT: 0.5,
  maxIter: 200,
  shuffle: true,
  randomState: 0,
  tol: 1e-4,
  nIterNoChange: 10,
  earlyStopping: false,
  validationFraction: 0.1,
  momentum: 0.9,
  nesterovsMomentum: true,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
} as const satisfies Omit<Settings, 'hiddenLayerSizes'>

/** The settings of options. Throws `ArgumentError`, naming it, for one that is none. */
export function settingsOf(options: MlpEstimatorOptions): Settings {
  checkObject('options', options, '{ hiddenLayerSizes: [100], backend }')
  const { hiddenLayerSizes = [100], ...others }: MlpEstimatorOptions = given(options)
  const settings: Settings = { ...DEFAULTS, ...others, hiddenLayerSizes: sizesOf(hiddenLayerSizes) }
  checkSettings(settings)
  return settings
}

/** The options without those that are undefined, which are not given. */
export const given = <O extends object>(options: O): Partial<O> =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Partial<O>

function sizesOf(sizes: number | readonly number[]): readonly number[] {
  const list: unknown = typeof sizes === 'number' ? [sizes] : sizes
  if (!isArray(list)) {
    throw new ArgumentError(
      `hiddenLayerSizes is ${describeValue(sizes)}; it must be a whole number or an array of them.`,
    )
  }
  return Array.from(list, (size, l) => {
    checkWholeNumber(`hiddenLayerSizes[${l}]`, size, { least: 1 })
    return size
  })
}

const isArray = (value: unknown): value is readonly unknown[] => Array.isArray(value)

function checkSettings(settings: Settings): void {
  checkOneOf('activation', settings.activation, Object.keys(sigmas))
  checkOneOf('solver', settings.solver, Object.keys(optimisers))
  checkNotNegative('alpha', settings.alpha)
  if (settings.solver === 'adamW') checkShare('alpha', settings.alpha)
  if (settings.batchSize !== 'auto') checkWholeNumber('batchSize', settings.batchSize, { least: 1 })
  if (typeof settings.learningRate === 'string') {
    checkOneOf('learningRate', settings.learningRate, ['constant', 'invScaling', 'adaptive'])
  } else {
    checkFunction('learningRate', settings.learningRate)
  }
  for (const name of ['learningRateInit', 'epsilon', 'validationFraction'] as const)
    checkPositive(name, settings[name])
  for (const name of ['powerT', 'tol'] as const) checkNotNegative(name, settings[name])
  for (const name of ['momentum', 'beta1', 'beta2', 'validationFraction'] as const)
    checkShare(name, settings[name])
  for (const name of ['shuffle', 'earlyStopping', 'nesterovsMomentum'] as const)
    checkBoolean(name, settings[name])
  checkWholeNumber('maxIter', settings.maxIter, { least: 1 })
  checkWholeNumber('randomState', settings.randomState, { most: 2 ** 32 - 1 })
  if (settings.nIterNoChange !== Infinity)
    checkWholeNumber('nIterNoChange', settings.nIterNoChange, { least: 1 })
}

const { identity, relu, leakyRelu, tanh, sigmoid } = activations

export const sigmas: Readonly<Record<EstimatorActivation, Activation>> = {
  identity,
  logistic: sigmoid,
  sigmoid,
  tanh,
  relu,
  leakyRelu,
}

/** σ of the hidden layers. */
export const activationOf = ({ activation }: Settings): Activation => sigmas[activation]

const optimisers: Readonly<Record<Solver, (settings: Settings) => Optimiser>> = {
  sgd: ({ momentum, nesterovsMomentum }) => sgd({ momentum, nesterov: nesterovsMomentum }),
  rmsProp: ({ epsilon }) => rmsProp({ epsilon }),
  adam: ({ beta1, beta2, epsilon }) => adam({ beta1, beta2, epsilon }),
  adamW: ({ beta1, beta2, epsilon, alpha }) => adamW({ beta1, beta2, epsilon, decay: alpha }),
}

export const optimiserOf = (settings: Settings): Optimiser => optimisers[settings.solver](settings)

/** The samples of one step. */
export const batchSizeOf = ({ batchSize }: Settings, samples: number): number =>
  Math.min(batchSize === 'auto' ? 200 : batchSize, samples)

/** λ of `fit`: scikit-learn's penalty is (α/2) Σ ‖Wₗ‖² / n, with n the samples of the batch. */
export const weightDecayOf = ({ alpha, solver }: Settings, batch: number): number =>
  solver === 'adamW' ? 0 : alpha / batch
