import { cpuJs } from '@bilayer/backend-cpu-js'
import * as estimators from '@bilayer/estimators'
import { type Entry, parameter, type Parameter } from '../entry.ts'
import {
  callable,
  exactly,
  flag,
  type Legality,
  long,
  nothingElse,
  notNegative,
  numbers,
  optional,
  options,
  positive,
  seed,
  share,
  whole,
} from '../legal.ts'
import { onBackend } from './ingredients.ts'
import { ANY_KIND, labelList, list, probability, quantities, rows, targets } from './lists.ts'
import { metricsEntries } from './metrics.ts'
import type { PackageEntries } from './package-entries.ts'

const X = [
  [1, 2],
  [3, 5],
]
const labels = ['a', 'b']

const signal = optional(nothingElse)

/** Whatever has no members names no class. */
const weightsOfClasses: Legality = (value) => {
  if (value === undefined || value === 'balanced') return true
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.values(value).every((weight) => notNegative(weight) === true) ? 'either' : false
}

const sizes: Legality = (value) =>
  Array.isArray(value) ? numbers(undefined, whole(1))(value) : whole(1)(value)

const constructorParameters: readonly Parameter[] = [
  parameter([0], nothingElse, 'options', 'backend'),
  parameter([0, 'backend'], callable),
  ...Object.entries({
    hiddenLayerSizes: sizes,
    activation: exactly('relu'),
    solver: exactly('adam'),
    alpha: notNegative,
    batchSize: whole(1),
    learningRate: callable,
    learningRateInit: positive,
    powerT: notNegative,
    maxIter: whole(1),
    shuffle: flag,
    randomState: seed,
    tol: notNegative,
    nIterNoChange: (value: unknown) => value === Infinity || whole(1)(value),
    earlyStopping: flag,
    validationFraction: (value: unknown) => value !== 0 && share(value) === true,
    momentum: share,
    nesterovsMomentum: flag,
    beta1: share,
    beta2: share,
    epsilon: positive,
  } satisfies Record<string, Legality>).map(([name, legal]) => parameter([0, name], optional(legal))),
]

const classifier = (given: object) => new estimators.MlpClassifier(given)
const regressor = (given: object) => new estimators.MlpRegressor(given)

/** One of the estimators, small, on a backend of its own, after its first training. */
async function fitted<E extends estimators.MlpClassifier | estimators.MlpRegressor>(
  make: (options: object) => E,
  y: readonly string[] | readonly number[],
): Promise<{ readonly estimator: E; readonly close: () => Promise<void> }> {
  const backend = cpuJs()
  const estimator = make({ backend, hiddenLayerSizes: [2], maxIter: 1 })
  await estimator.fit(X, y as never)
  return {
    estimator,
    close: async () => {
      await estimator.dispose()
      await backend.dispose()
    },
  }
}

type Method = (...args: never[]) => unknown

/** A method of an estimator that has learnt. */
function method<E extends estimators.MlpClassifier | estimators.MlpRegressor>(
  estimatorName: string,
  make: (options: object) => E,
  y: readonly string[] | readonly number[],
  name: keyof E & string,
  args: readonly unknown[],
  ...parameters: readonly Parameter[]
): Entry {
  return {
    name: `${estimatorName}.${name}`,
    call: async () => {
      const { estimator, close } = await fitted(make, y)
      return { fn: (estimator[name] as Method).bind(estimator), args, close }
    },
    parameters,
  }
}

const fitOptions = (): object => ({
  sampleWeights: [1, 2],
  signal: { aborted: false },
  onBatch: () => {},
  onEpoch: () => {},
})

const fitParameters: readonly Parameter[] = [
  parameter([2], optional(options), 'options'),
  parameter([2, 'sampleWeights'], optional(list((items) => numbers(2, notNegative)(items)))),
  parameter([2, 'signal'], signal, 'signal', 'aborted'),
  parameter([2, 'onBatch'], optional(callable)),
  parameter([2, 'onEpoch'], optional(callable)),
]

const ofClassifier = (
  name: keyof estimators.MlpClassifier & string,
  args: readonly unknown[],
  ...parameters: readonly Parameter[]
): Entry => method('MlpClassifier', classifier, labels, name, args, ...parameters)

const ofRegressor = (
  name: keyof estimators.MlpRegressor & string,
  args: readonly unknown[],
  ...parameters: readonly Parameter[]
): Entry => method('MlpRegressor', regressor, [1, 2], name, args, ...parameters)

const methods: readonly Entry[] = [
  ofClassifier(
    'fit',
    [X, labels, fitOptions()],
    parameter([0], rows(2), 'X', 'y'),
    parameter([0, 1], numbers(2, Number.isFinite), 'X'),
    parameter([0, 1, 1], Number.isFinite, 'X'),
    parameter([1], labelList(2, ANY_KIND, 2), 'y'),
    ...fitParameters,
  ),
  ofClassifier(
    'partialFit',
    [X, labels, { ...fitOptions(), classes: labels }],
    parameter([0], nothingElse, 'X', 'y'),
    parameter([1], nothingElse, 'y'),
    parameter([2, 'classes'], optional(nothingElse)),
    ...fitParameters,
  ),
  ofClassifier('predict', [X], parameter([0], nothingElse, 'X')),
  ofClassifier('predictProba', [X], parameter([0], nothingElse, 'X')),
  ofClassifier('score', [X, labels], parameter([0], nothingElse, 'X', 'y'), parameter([1], nothingElse, 'y')),
  ofClassifier('to', [cpuJs()], parameter([0], nothingElse, 'backend')),
  ofClassifier('dispose', []),
  ofRegressor(
    'fit',
    [X, [1, 2], fitOptions()],
    parameter([0], rows(2), 'X', 'y'),
    parameter([1], targets(2), 'y'),
    ...fitParameters,
  ),
  ofRegressor(
    'partialFit',
    [X, [1, 2], fitOptions()],
    parameter([0], nothingElse, 'X', 'y'),
    parameter([1], targets(2, 1), 'y'),
    ...fitParameters,
  ),
  ofRegressor('predict', [X], parameter([0], nothingElse, 'X')),
  ofRegressor(
    'score',
    [X, [1, 2]],
    parameter([0], nothingElse, 'X', 'y'),
    parameter([1], targets(2, 1), 'y'),
  ),
  ofRegressor('to', [cpuJs()], parameter([0], nothingElse, 'backend')),
  ofRegressor('dispose', []),
]

const functions: readonly Entry[] = [
  {
    name: 'MlpClassifier',
    call: onBackend((backend) => ({ fn: classifier, args: [{ backend, classWeight: 'balanced' }] })),
    parameters: [...constructorParameters, parameter([0, 'classWeight'], weightsOfClasses)],
  },
  {
    name: 'MlpRegressor',
    call: onBackend((backend) => ({ fn: regressor, args: [{ backend }] })),
    parameters: constructorParameters,
  },
  {
    name: 'train',
    call: onBackend((backend) => ({
      fn: trainAndClose,
      args: [
        [{ input: [0, 1], output: { b: 1 } }],
        { backend, hiddenLayers: [2], iterations: 1, signal: { aborted: false } },
      ],
    })),
    parameters: [
      parameter([0], nothingElse, 'data'),
      parameter([0, 0], nothingElse, 'data'),
      parameter([0, 0, 'input'], quantities(Number.isFinite), 'data', 'input'),
      parameter([0, 0, 'input', 0], Number.isFinite, 'data', 'input'),
      parameter([0, 0, 'output'], quantities(probability), 'data', 'output'),
      parameter([0, 0, 'output', 'b'], optional(probability), 'data', 'output'),
      parameter([1], nothingElse, 'options', 'backend'),
      parameter([1, 'backend'], nothingElse),
      parameter(
        [1, 'hiddenLayers'],
        optional((value) => Array.isArray(value) && numbers(undefined, whole(1, 100))(value)),
      ),
      parameter([1, 'activation'], optional(exactly('relu'))),
      parameter([1, 'iterations'], optional(long(whole(2)))),
      parameter([1, 'errorThresh'], optional(notNegative)),
      parameter([1, 'learningRate'], optional(positive)),
      parameter([1, 'batchSize'], optional(whole(1))),
      parameter([1, 'seed'], optional(seed)),
      parameter([1, 'signal'], signal, 'signal', 'aborted'),
    ],
  },
]

/** The net, let go of at once. */
async function trainAndClose(...args: Parameters<typeof estimators.train>): Promise<void> {
  const net = await estimators.train(...args)
  await net.dispose()
}

/** The functions among the public members of a class: the compiler holds the list complete. */
type Functions<T> = {
  readonly [Name in keyof T & string as T[Name] extends Method ? Name : never]: () => void
}

const listed = (): void => {}

const shared: Functions<estimators.MlpEstimator<unknown>> = { to: listed, dispose: listed }
const learning = { ...shared, fit: listed, partialFit: listed, predict: listed, score: listed }
const MlpClassifier: Functions<estimators.MlpClassifier> = { ...learning, predictProba: listed }
const MlpRegressor: Functions<estimators.MlpRegressor> = learning

export const estimatorsEntries: PackageEntries = {
  package: '@bilayer/estimators',
  exports: estimators,
  instances: { MlpClassifier, MlpRegressor },
  entries: [...functions, ...methods, ...metricsEntries],
}
