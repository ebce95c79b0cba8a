import { BilayerError, describeValue } from '@bilayer/core'
import { float64Backend } from '@bilayer/core/reference'
import { describe, expect, test } from 'vitest'
import {
  backward,
  checkGradients,
  createMlp,
  disposeNetwork,
  formatGradientCheck,
  forward,
  gradients,
  initialise,
  meanSquaredError,
  restoreMlp,
  sgd,
} from './index.ts'

const backend = float64Backend()
const X = { values: new Float32Array([0, 0, 0, 1, 1, 0, 1, 1]), count: 4, size: 2 }
const Y = { values: new Float32Array([0, 1, 1, 0]), count: 4, size: 1 }
const layers = [2, 3, 1]
const network = initialise(backend, layers, 0)
const [inputs, targets] = [backend.matrix(4, 2, X.values).T, backend.matrix(4, 1, Y.values).T]
const activations = forward(network, inputs)
const GL = meanSquaredError.gradient(activations[2], targets)
const layerGradients = backward(network, activations, GL)
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
const object = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)
const callback = (value: unknown) => left(value) || typeof value === 'function'

const options = { epochs: 1, batchSize: 2, learningRate: 0.1 }

const doors: readonly Door[] = [
  {
    name: 'createMlp',
    args: { backend, layers, seed: 0, initialisation: 'he' },
    call: (device, sizes, seed, initialisation) => createMlp(device, { layers: sizes, seed, initialisation }),
    fits: { seed: (value) => value === 0 || left(value), initialisation: left },
  },
  {
    name: 'createMlp, options',
    args: { options: { layers } },
    call: (given) => createMlp(backend, given),
    fits: { options: object },
  },
  { name: 'restoreMlp', args: { backend, parameters }, call: restoreMlp },
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
    args: { backend, layers, seed: 0, initialisation: 'he' },
    call: initialise,
    fits: { seed: (value) => value === 0, initialisation: left },
  },
  { name: 'forward', args: { network, X: inputs }, call: forward },
  { name: 'backward', args: { network, activations, GL }, call: backward },
  {
    name: 'gradients',
    args: { network, X: inputs, Y: targets, loss: meanSquaredError },
    call: gradients,
    fits: { loss: left },
  },
  {
    name: 'gradients, loss',
    args: { 'loss.total': meanSquaredError.total, 'loss.gradient': meanSquaredError.gradient },
    call: (total, gradient) => gradients(network, inputs, targets, { total, gradient }),
    fits: { 'loss.total': callback },
  },
  {
    name: 'sgd',
    args: { network, layerGradients, learningRate: 0.1 },
    call: sgd,
    fits: { learningRate: (value) => !left(value) && positive(value) },
  },
  { name: 'meanSquaredError.total', args: { F: targets, Y: targets }, call: meanSquaredError.total },
  { name: 'meanSquaredError.gradient', args: { F: targets, Y: targets }, call: meanSquaredError.gradient },
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
  { name: 'model.fit', args: { X, Y, options }, call: model.fit, fits: { options: object } },
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
    },
    call: (epochs, batchSize, learningRate, seed, loss, signal, onBatch, onEpoch, reportEvery) =>
      model.fit(X, Y, {
        epochs,
        batchSize,
        learningRate,
        seed,
        loss,
        signal,
        onBatch,
        onEpoch,
        reportEvery,
      }),
    fits: {
      learningRate: (value) => !left(value) && positive(value),
      seed: (value) => value === 0 || left(value),
      loss: left,
      signal: left,
      onBatch: callback,
      onEpoch: callback,
      reportEvery: whole(1),
    },
  },
  ...(['fit', 'predict', 'classify', 'score'] as const).map((method) => ({
    name: `model.${method}, samples`,
    args: { 'X.values': X.values, 'X.count': X.count, 'X.size': X.size },
    call: (values: Float32Array, count: number, size: number) =>
      model[method]({ values, count, size }, (method === 'fit' ? Y : [0, 0, 0, 0]) as never, options),
  })),
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
