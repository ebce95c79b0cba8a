import { cpuJs } from '@bilayer/backend-cpu-js'
import { type Backend, localCommunicator } from '@bilayer/core'
import * as mlp from '@bilayer/mlp'
import { type Entry, parameter, type Parameter } from '../entry.ts'
import {
  callable,
  exactly,
  float32,
  flag,
  type Legality,
  nothingElse,
  notNegative,
  numbers,
  optional,
  options,
  positive,
  seed,
  share,
  size,
  whole,
} from '../legal.ts'
import { column, network, onBackend, square, twoSamples } from './ingredients.ts'
import type { PackageEntries } from './package-entries.ts'

const initialisations = optional(exactly('he', 'glorot'))

const check = (): mlp.GradientCheck => ({
  parameters: [{ name: 'W1', rows: 1, cols: 1, checked: 1, kinks: 0, largest: 1, error: 0, passed: true }],
  tolerance: 1e-4,
  passed: true,
})

/** Samples as an argument, with their members. */
const samples = (index: number, name: string): Parameter[] => [
  parameter([index], nothingElse, name),
  parameter([index, 'values'], float32(4), name),
  parameter([index, 'count'], exactly(2), name),
  parameter([index, 'size'], exactly(2), name),
]

/** A network as an argument, with its members. */
const networkParameters = (index: number): Parameter[] => [
  parameter([index], nothingElse, 'network'),
  parameter([index, 0], nothingElse, 'network'),
  parameter([index, 0, 'W'], nothingElse, 'network', 'W', 'W1'),
  parameter([index, 1, 'b'], nothingElse, 'network', 'b', 'b2'),
]

const loss = (path: Parameter['path']): Parameter[] => [
  parameter(path, optional(nothingElse), 'loss'),
  parameter([...path, 'values'], nothingElse, 'loss', 'values'),
  parameter([...path, 'gradient'], nothingElse, 'loss', 'gradient'),
]

const gradientsOf = (backend: Backend): mlp.LayerGradient[] =>
  mlp.gradients(network(backend), square(backend), square(backend))

const modelOf = (backend: Backend): mlp.Mlp => mlp.createMlp(backend, { layers: [2, 3, 2] })

const parametersOf = (): mlp.Parameter[] => [
  { name: 'W1', rows: 1, cols: 3, values: Float32Array.of(1, 2, 3) },
  { name: 'b1', rows: 1, cols: 1, values: Float32Array.of(4) },
]

/** A function of options that may all be left out. */
function maker(
  name: string,
  fn: (options: never) => unknown,
  given: Readonly<Record<string, unknown>>,
  legal: Readonly<Record<string, Legality>>,
): Entry {
  return {
    name,
    call: () => ({ fn, args: [given] }),
    parameters: [
      parameter([0], optional(options), 'options'),
      ...Object.entries(legal).map(([key, each]) => parameter([0, key], optional(each))),
    ],
  }
}

const functions: readonly Entry[] = [
  {
    name: 'checkLayers',
    call: () => ({ fn: mlp.checkLayers, args: [[2, 3]] }),
    parameters: [parameter([0], numbers(2, whole(1)), 'layers'), parameter([0, 1], whole(1), 'layers')],
  },
  {
    name: 'checkGradients',
    call: onBackend((backend) => ({
      fn: mlp.checkGradients,
      args: [
        network(backend),
        twoSamples(),
        twoSamples(),
        { loss: mlp.meanSquaredError, entries: 1, seed: 1, tolerance: 0.1, gradients: mlp.gradients },
      ],
    })),
    parameters: [
      ...networkParameters(0),
      ...samples(1, 'X'),
      ...samples(2, 'Y'),
      // A map has a member `entries` too.
      parameter(
        [3],
        (value) =>
          typeof (value as mlp.GradientCheckOptions | undefined)?.entries === 'function'
            ? 'either'
            : optional(options)(value),
        'options',
        'entries',
      ),
      ...loss([3, 'loss']),
      parameter([3, 'entries'], optional(whole(1))),
      parameter([3, 'seed'], optional(seed)),
      parameter(
        [3, 'tolerance'],
        (value) => value === undefined || (value === 0 ? 'either' : positive(value)),
      ),
      // A function that gives no gradients is refused for what it gives.
      parameter(
        [3, 'gradients'],
        (value) => (typeof value === 'function' ? 'either' : optional(nothingElse)(value)),
        'gradients',
        'layerGradients',
      ),
    ],
  },
  {
    name: 'formatGradientCheck',
    call: () => ({ fn: mlp.formatGradientCheck, args: [check()] }),
    parameters: [
      parameter([0], nothingElse, 'check', 'parameters'),
      parameter([0, 'parameters'], (value) =>
        Array.isArray(value) && value.length === 0 ? 'either' : false,
      ),
      parameter([0, 'parameters', 0], nothingElse, 'parameters'),
      parameter([0, 'tolerance'], positive),
    ],
  },
  {
    name: 'forward',
    call: onBackend((backend) => ({ fn: mlp.forward, args: [network(backend), square(backend)] })),
    parameters: [...networkParameters(0), parameter([1], nothingElse, 'X')],
  },
  {
    name: 'backward',
    call: onBackend((backend) => {
      const layers = network(backend)
      return { fn: mlp.backward, args: [layers, mlp.forward(layers, square(backend)), square(backend)] }
    }),
    parameters: [
      ...networkParameters(0).filter(({ names }) => !names.includes('b')),
      parameter([1], nothingElse, 'activations'),
      parameter([1, 0], nothingElse, 'activations'),
      parameter([2], nothingElse, 'VL'),
    ],
  },
  {
    name: 'gradients',
    call: onBackend((backend) => ({
      fn: mlp.gradients,
      args: [network(backend), square(backend), square(backend), mlp.meanSquaredError],
    })),
    parameters: [
      ...networkParameters(0),
      parameter([1], nothingElse, 'X'),
      parameter([2], nothingElse, 'Y'),
      ...loss([3]).filter(({ names }) => !names.includes('values')),
    ],
  },
  {
    name: 'initialise',
    call: onBackend((backend) => ({ fn: mlp.initialise, args: [backend, [2, 3], 1, 'he', mlp.relu] })),
    parameters: [
      parameter([0], nothingElse, 'backend'),
      parameter([1], numbers(2, whole(1)), 'layers'),
      parameter([1, 0], size(100), 'layers'),
      parameter([2], seed, 'seed'),
      parameter([3], initialisations, 'initialisation'),
      parameter([4], optional(nothingElse), 'activation'),
    ],
  },
  {
    name: 'createMlp',
    call: onBackend((backend) => ({
      fn: mlp.createMlp,
      args: [backend, { layers: [2, 3], seed: 1, initialisation: 'he', activation: mlp.tanh }],
    })),
    parameters: [
      parameter([0], nothingElse, 'backend'),
      parameter([1], nothingElse, 'options', 'layers'),
      parameter([1, 'layers'], numbers(2, whole(1))),
      parameter([1, 'layers', 1], size(100), 'layers'),
      parameter([1, 'seed'], optional(seed)),
      parameter([1, 'initialisation'], initialisations),
      parameter([1, 'activation'], optional(nothingElse)),
    ],
  },
  {
    name: 'restoreMlp',
    call: onBackend((backend) => ({
      fn: mlp.restoreMlp,
      args: [backend, parametersOf(), { activation: mlp.tanh }],
    })),
    parameters: [
      parameter([0], nothingElse, 'backend'),
      parameter([1], nothingElse, 'parameters'),
      parameter([1, 0], nothingElse, 'parameters', 'W1'),
      parameter([1, 0, 'name'], nothingElse, 'parameters', 'W1'),
      parameter([1, 0, 'rows'], exactly(1), 'rows', 'W1', 'parameters'),
      parameter([1, 0, 'cols'], exactly(3), 'cols', 'W1', 'parameters'),
      parameter([1, 0, 'values'], float32(3), 'values', 'W1'),
      parameter([1, 1, 'values'], float32(1), 'values', 'b1'),
      parameter([2], optional(options), 'options'),
      parameter([2, 'activation'], optional(nothingElse)),
    ],
  },
  {
    name: 'disposeNetwork',
    call: onBackend((backend) => ({ fn: mlp.disposeNetwork, args: [network(backend)] })),
    parameters: [
      parameter([0], (value) => (Array.isArray(value) && value.length === 0 ? 'either' : false), 'network'),
      ...networkParameters(0).slice(1),
    ],
  },
  {
    name: 'descend',
    call: onBackend((backend) => ({ fn: mlp.descend, args: [network(backend), gradientsOf(backend), 0.1] })),
    parameters: [
      ...networkParameters(0),
      parameter([1], nothingElse, 'layerGradients'),
      parameter([1, 0], nothingElse, 'layerGradients'),
      parameter([1, 0, 'dW'], nothingElse, 'layerGradients', 'dW', 'dW1'),
      parameter([2], positive, 'learningRate'),
    ],
  },
  ...Object.entries(mlp.losses).flatMap(([name, formulas]) =>
    (['values', 'gradient'] as const).map(
      (member): Entry => ({
        name: `${name}.${member}`,
        call: onBackend((backend) => ({ fn: formulas[member], args: [square(backend), square(backend)] })),
        parameters: [parameter([0], nothingElse, 'F'), parameter([1], nothingElse, 'Y')],
      }),
    ),
  ),
  ...Object.entries(mlp.activations).flatMap(([name, { layer, through }]): Entry[] => [
    {
      name: `${name}.layer`,
      call: onBackend((backend) => ({
        fn: layer,
        args: [square(backend), square(backend), column(backend)],
      })),
      parameters: ['W', 'X', 'b'].map((each, i) => parameter([i], nothingElse, each)),
    },
    {
      name: `${name}.through`,
      call: onBackend((backend) => ({ fn: through, args: [square(backend), square(backend)] })),
      parameters: ['V', 'A'].map((each, i) => parameter([i], nothingElse, each)),
    },
  ]),
  maker('sgd', mlp.sgd, { momentum: 0.9, nesterov: true }, { momentum: share, nesterov: flag }),
  maker('rmsProp', mlp.rmsProp, { beta: 0.9, epsilon: 1 }, { beta: share, epsilon: positive }),
  maker(
    'adam',
    mlp.adam,
    { beta1: 0.9, beta2: 0.9, epsilon: 1 },
    { beta1: share, beta2: share, epsilon: positive },
  ),
  maker('adamW', mlp.adamW, { decay: 0.1 }, { decay: share }),
  {
    name: 'stepDecay',
    call: () => ({ fn: mlp.stepDecay, args: [{ every: 2, factor: 0.5 }] }),
    parameters: [
      parameter([0], nothingElse, 'options', 'every'),
      parameter([0, 'every'], whole(1)),
      parameter([0, 'factor'], optional(positive)),
    ],
  },
  maker('cosine', mlp.cosine, { least: 0.1 }, { least: share }),
  {
    name: 'warmUp',
    call: () => ({ fn: mlp.warmUp, args: [{ steps: 2, after: mlp.constant() }] }),
    parameters: [
      parameter([0], nothingElse, 'options', 'steps'),
      parameter([0, 'steps'], whole(1)),
      parameter([0, 'after'], optional(callable)),
    ],
  },
  maker(
    'reduceOnPlateau',
    mlp.reduceOnPlateau,
    { factor: 0.5, patience: 1, threshold: 0.1 },
    { factor: positive, patience: whole(0), threshold: share },
  ),
  { name: 'constant', call: () => ({ fn: mlp.constant, args: [] }), parameters: [] },
]

const shared = cpuJs()

/** A method of a model. */
const method = (
  name: Extract<keyof mlp.Mlp, string>,
  args: readonly unknown[],
  ...parameters: readonly Parameter[]
): Entry => ({
  name: `Mlp.${name}`,
  call: onBackend((backend) => ({ fn: modelOf(backend)[name] as mlp.Mlp['fit'], args })),
  parameters,
})

const methods: readonly Entry[] = [
  method(
    'fit',
    [
      twoSamples(),
      twoSamples(),
      {
        epochs: 1,
        batchSize: 2,
        learningRate: 0.1,
        seed: 1,
        loss: mlp.meanSquaredError,
        signal: { aborted: false },
        onBatch: () => {},
        onEpoch: () => {},
        reportEvery: 1,
        optimiser: mlp.adam(),
        schedule: mlp.constant(),
        weightDecay: 0.1,
        clipNorm: 1,
        sampleWeights: [1, 1],
        resident: false,
        continued: false,
        communicator: localCommunicator(),
      },
    ],
    // A function may give batches: what is wrong then is what it gives.
    ...samples(0, 'X').map((each) => ({ ...each, names: ['X', 'batches', 'epochs'] })),
    ...samples(1, 'Y').map((each) => ({ ...each, names: ['X', 'Y'] })),
    parameter([2], nothingElse, 'options', 'epochs', 'batchSize', 'learningRate'),
    parameter([2, 'epochs'], size(100)),
    parameter([2, 'batchSize'], whole(1)),
    parameter([2, 'learningRate'], positive),
    parameter([2, 'seed'], optional(seed)),
    ...loss([2, 'loss']),
    parameter([2, 'signal'], optional(nothingElse), 'signal', 'aborted'),
    parameter([2, 'signal', 'aborted'], (value) => typeof value === 'boolean', 'signal', 'aborted'),
    parameter([2, 'onBatch'], optional(callable)),
    parameter([2, 'onEpoch'], optional(callable)),
    parameter([2, 'reportEvery'], optional(whole(1))),
    parameter([2, 'optimiser'], optional(nothingElse)),
    parameter([2, 'schedule'], optional(callable)),
    parameter([2, 'weightDecay'], optional(notNegative)),
    parameter([2, 'clipNorm'], optional(positive)),
    parameter([2, 'sampleWeights'], optional(numbers(2, notNegative))),
    parameter([2, 'sampleWeights', 1], notNegative, 'sampleWeights'),
    parameter([2, 'resident'], optional(flag)),
    parameter([2, 'continued'], optional(flag)),
    parameter([2, 'resume'], optional(nothingElse)),
    parameter([2, 'communicator'], optional(nothingElse)),
    parameter([2, 'communicator', 'allReduceSum'], callable, 'communicator.allReduceSum'),
  ),
  method('predict', [twoSamples()], ...samples(0, 'X')),
  method('classify', [twoSamples()], ...samples(0, 'X')),
  method(
    'score',
    [twoSamples(), [0, 1]],
    ...samples(0, 'X').map((each) => ({ ...each, names: ['X', 'labels'] })),
    parameter([1], numbers(2, whole(0, 1)), 'labels'),
    parameter([1, 1], whole(0, 1), 'labels'),
  ),
  method('parameters', []),
  {
    name: 'Mlp.setParameters',
    call: onBackend((backend) => ({
      fn: mlp.restoreMlp(backend, parametersOf()).setParameters,
      args: [parametersOf()],
    })),
    parameters: [
      parameter([0], nothingElse, 'parameters'),
      parameter([0, 0], nothingElse, 'parameters', 'W1'),
      parameter([0, 0, 'values'], float32(3), 'values', 'W1'),
    ],
  },
  {
    name: 'Mlp.checkpoint',
    call: onBackend((backend) => {
      const model = modelOf(backend)
      return {
        fn: async () => {
          await model.fit(twoSamples(), twoSamples(), { epochs: 1, batchSize: 2, learningRate: 0.1 })
          await model.checkpoint()
        },
        args: [],
      }
    }),
    parameters: [],
  },
  method('to', [shared], parameter([0], nothingElse, 'backend')),
  method('dispose', []),
]

export const mlpEntries: PackageEntries = {
  package: '@bilayer/mlp',
  exports: mlp,
  instances: { Mlp: modelOf(shared) },
  entries: [...functions, ...methods],
}
