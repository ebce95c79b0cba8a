import { BilayerError, describeValue } from '@bilayer/core'
import { float64Backend } from '@bilayer/core/reference'
import { describe, expect, test } from 'vitest'
import {
  adamW,
  backward,
  checkGradients,
  cosine,
  createMlp,
  descend,
  disposeNetwork,
  formatGradientCheck,
  forward,
  gradients,
  initialise,
  losses,
  meanSquaredError,
  reduceOnPlateau,
  relu,
  restoreMlp,
  rmsProp,
  sgd,
  stepDecay,
  warmUp,
} from './index.ts'

const backend = float64Backend()
const X = { values: new Float32Array([0, 0, 0, 1, 1, 0, 1, 1]), count: 4, size: 2 }
const Y = { values: new Float32Array([0, 1, 1, 0]), count: 4, size: 1 }
const layers = [2, 3, 1]
const network = initialise(backend, layers, 0)
const [inputs, targets] = [backend.matrix(4, 2, X.values).T, backend.matrix(4, 1, Y.values).T]
const activations = forward(network, inputs)
const VL = meanSquaredError.gradient(activations[2], targets)
const layerGradients = backward(network, activations, VL)
const model = createMlp(backend, { layers })
const parameters = await model.parameters()
const [W1, ...others] = parameters
const check = await checkGradients(network, X, Y)

/** Every kind of value there is, beside those that a function asks for. */
const kinds: readonly unknown[] = [
  undefined,
  null,
  true,
  -1,
  0,
  0.5,
  Number.NaN,
  Infinity,
  2 ** 53,
  '',
  '1',
  1n,
  Symbol('any'),
  () => {},
  [],
  [undefined],
  [0.5],
  [{}],
  Array.from({ length: 3 }),
  {},
  Object.create(null),
  { length: 1 },
  { constructor: { name: {} } },
  new Date(),
  new Map(),
  Promise.resolve(),
  new ArrayBuffer(8),
  new Float32Array(7),
  new Float64Array(8),
  new BigInt64Array(8),
  float64Backend,
]

/** A function of the package, and arguments that are right: each is replaced by all wrong kinds in turn. */
interface Door {
  readonly name: string
  readonly args: Readonly<Record<string, unknown>>
  readonly call: (...args: never[]) => unknown
  /** Which of the kinds an argument may be after all. */
  readonly fits?: Readonly<Record<string, (value: unknown) => boolean>>
}

const left = (value: unknown): boolean => value === undefined
const whole = (least: number) => (value: unknown) =>
  left(value) || (Number.isSafeInteger(value) && (value as number) >= least)
const positive = (value: unknown) =>
  left(value) || (typeof value === 'number' && value > 0 && value < Infinity)
const boolean = (value: unknown) => left(value) || typeof value === 'boolean'
const share = (value: unknown) => left(value) || (typeof value === 'number' && value >= 0 && value < 1)
const object = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)
const callback = (value: unknown) => left(value) || typeof value === 'function'

const options = { epochs: 1, batchSize: 2, learningRate: 0.1 }

const doors: readonly Door[] = [
  {
    name: 'createMlp',
    args: { backend, layers, seed: 0, initialisation: 'he', activation: relu },
    call: (device, sizes, seed, initialisation, activation) =>
      createMlp(device, { layers: sizes, seed, initialisation, activation }),
    fits: { seed: (value) => value === 0 || left(value), initialisation: left, activation: left },
  },
  {
    name: 'createMlp, options',
    args: { options: { layers } },
    call: (given) => createMlp(backend, given),
    fits: { options: object },
  },
  { name: 'restoreMlp', args: { backend, parameters }, call: restoreMlp },
  {
    name: 'restoreMlp, options',
    args: { activation: relu },
    call: (activation) => restoreMlp(backend, parameters, { activation }),
    fits: { activation: left },
  },
  {
    name: 'restoreMlp, parameter',
    args: { 'parameters[0]': W1 },
    call: (parameter) => restoreMlp(backend, [parameter, ...others]),
  },
  {
    name: 'restoreMlp, in a parameter',
    args: {
      'parameters[0].name': W1.name,
      'parameters[0].rows': W1.rows,
      'parameters[0].cols': W1.cols,
      'parameters[0].values': W1.values,
    },
    call: (name, rows, cols, values) => restoreMlp(backend, [{ name, rows, cols, values }, ...others]),
    fits: { 'parameters[0].name': (value) => typeof value === 'string' },
  },
  {
    name: 'initialise',
    args: { backend, layers, seed: 0, initialisation: 'he', activation: relu },
    call: initialise,
    fits: { seed: (value) => value === 0, initialisation: left, activation: left },
  },
  { name: 'forward', args: { network, X: inputs }, call: forward },
  { name: 'backward', args: { network, activations, VL }, call: backward },
  {
    name: 'gradients',
    args: { network, X: inputs, Y: targets, loss: meanSquaredError },
    call: gradients,
    fits: { loss: left },
  },
  {
    name: 'gradients, loss',
    args: { 'loss.values': meanSquaredError.values, 'loss.gradient': meanSquaredError.gradient },
    call: (values, gradient) => gradients(network, inputs, targets, { values, gradient }),
    fits: { 'loss.values': callback },
  },
  {
    name: 'descend',
    args: { network, layerGradients, learningRate: 0.1 },
    call: descend,
    fits: { learningRate: (value) => !left(value) && positive(value) },
  },
  ...Object.entries(losses).flatMap(([name, { values, gradient }]) => [
    { name: `${name}.values`, args: { F: targets, Y: targets }, call: values },
    { name: `${name}.gradient`, args: { F: targets, Y: targets }, call: gradient },
  ]),
  {
    name: 'sgd',
    args: { momentum: 0.9, nesterov: false },
    call: (momentum, nesterov) => sgd({ momentum, nesterov }),
    fits: { momentum: share, nesterov: boolean },
  },
  {
    name: 'rmsProp',
    args: { beta: 0.9, epsilon: 1e-8 },
    call: (beta, epsilon) => rmsProp({ beta, epsilon }),
    fits: { beta: share, epsilon: positive },
  },
  {
    name: 'adamW',
    args: { beta1: 0.9, beta2: 0.9, epsilon: 1e-8, decay: 0.1 },
    call: (beta1, beta2, epsilon, decay) => adamW({ beta1, beta2, epsilon, decay }),
    fits: { beta1: share, beta2: share, epsilon: positive, decay: share },
  },
  {
    name: 'stepDecay',
    args: { every: 2, factor: 0.5 },
    call: (every, factor) => stepDecay({ every, factor }),
    fits: { every: (value) => !left(value) && whole(1)(value), factor: positive },
  },
  { name: 'cosine', args: { least: 0 }, call: (least) => cosine({ least }), fits: { least: share } },
  {
    name: 'warmUp',
    args: { steps: 1, after: undefined },
    call: (steps, after) => warmUp({ steps, after }),
    fits: { steps: (value) => !left(value) && whole(1)(value), after: callback },
  },
  {
    name: 'reduceOnPlateau',
    args: { factor: 0.5, patience: 1, threshold: 0.1 },
    call: (factor, patience, threshold) => reduceOnPlateau({ factor, patience, threshold }),
    fits: { factor: positive, patience: whole(0), threshold: share },
  },
  ...[sgd, rmsProp, adamW, cosine, reduceOnPlateau].map((call) => ({
    name: `${call.name}, options`,
    args: { options: {} },
    call,
    fits: { options: (value: unknown) => left(value) || object(value) },
  })),
  ...[stepDecay, warmUp].map((call) => ({
    name: `${call.name}, options`,
    args: { options: { every: 1, steps: 1 } },
    call,
    // An object without them names what it lacks.
    fits: { options: object },
  })),
  { name: 'disposeNetwork', args: { network: initialise(backend, [1, 1], 0) }, call: disposeNetwork },
  {
    name: 'checkGradients',
    args: { network, X, Y, options: {} },
    call: checkGradients,
    fits: {
      options: (value) => left(value) || object(value),
    },
  },
  {
    name: 'checkGradients, options',
    args: { loss: meanSquaredError, entries: 1, seed: 0, tolerance: 1e-4, signal: undefined },
    call: (loss, entries, seed, tolerance, signal) =>
      checkGradients(network, X, Y, { loss, entries, seed, tolerance, signal }),
    fits: {
      loss: left,
      entries: whole(1),
      seed: (value) => value === 0 || left(value),
      tolerance: positive,
      signal: left,
    },
  },
  { name: 'formatGradientCheck', args: { check }, call: formatGradientCheck },
  {
    name: 'model.fit',
    args: { X, Y, options },
    call: model.fit,
    // A function is taken for one that gives batches.
    fits: { X: (value) => typeof value === 'function', options: object },
  },
  {
    name: 'model.fit, options',
    args: {
      ...options,
      seed: 0,
      loss: meanSquaredError,
      signal: undefined,
      onBatch: undefined,
      onEpoch: undefined,
      reportEvery: 1,
      optimiser: sgd(),
      schedule: undefined,
      weightDecay: 0,
      clipNorm: undefined,
      sampleWeights: [1, 1, 1, 1],
      continued: false,
      resident: false,
      resume: undefined,
    },
    call: (epochs, batchSize, learningRate, seed, loss, signal, onBatch, onEpoch, reportEvery, ...more) => {
      const [optimiser, schedule, weightDecay, clipNorm, sampleWeights, continued, resident, resume] = more
      return model.fit(X, Y, {
        epochs,
        batchSize,
        learningRate,
        seed,
        loss,
        signal,
        onBatch,
        onEpoch,
        reportEvery,
        optimiser,
        schedule,
        weightDecay,
        clipNorm,
        sampleWeights,
        continued,
        resident,
        resume,
      })
    },
    fits: {
      learningRate: (value) => !left(value) && positive(value),
      seed: (value) => value === 0 || left(value),
      loss: left,
      signal: left,
      onBatch: callback,
      onEpoch: callback,
      reportEvery: whole(1),
      optimiser: left,
      schedule: callback,
      weightDecay: (value) => value === 0 || positive(value),
      clipNorm: positive,
      sampleWeights: left,
      continued: boolean,
      resident: boolean,
      resume: left,
    },
  },
  ...(['fit', 'predict', 'classify', 'score'] as const).map((method) => ({
    name: `model.${method}, samples`,
    args: { 'X.values': X.values, 'X.count': X.count, 'X.size': X.size },
    call: (values: Float32Array, count: number, size: number) =>
      model[method](
        { values, count, size },
        (method === 'fit' ? Y : [0, 0, 0, 0]) as never,
        options as never,
      ),
  })),
  {
    name: 'model.setParameters',
    args: { parameters },
    call: async (given) => model.setParameters(given),
  },
  { name: 'model.to', args: { backend: float64Backend() }, call: model.to },
  { name: 'model.predict', args: { X }, call: model.predict },
  { name: 'model.classify', args: { X }, call: model.classify },
  { name: 'model.score', args: { X, labels: [0, 0, 0, 0] }, call: model.score },
]

const places = doors.flatMap(({ args, ...door }) =>
  Object.keys(args).map((label, position) => ({ ...door, label, position, right: Object.values(args) })),
)

describe.each(places)('$name', ({ label, position, right, call, fits }) => {
  test(`names ${label} where it is wrong, and leaves nothing behind`, async () => {
    const before = backend.memory()
    const misfits = kinds.filter((kind) => fits?.[label]?.(kind) !== true)
    const unnamed: string[] = []
    for (const wrong of misfits) {
      const found = await outcome(() => call(...(right.with(position, wrong) as never[])))
      const named = found instanceof BilayerError && found.message.includes(rootOf(label))
      if (!named) unnamed.push(`${describeValue(wrong)}: ${String(found)}`)
    }
    expect(unnamed).toEqual([])
    expect(backend.memory()).toEqual(before)
  })
})

/** `X` of `X.count`: where numbers are right, but do not fit each other, only the whole can be named. */
const rootOf = (label: string): string => label.replace(/\..*/u, '')

/** What a call throws, or gives. */
async function outcome(call: () => unknown): Promise<unknown> {
  try {
    return await call()
  } catch (error) {
    return error
  }
}
