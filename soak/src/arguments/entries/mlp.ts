import { cpuJs } from '@bilayer/backend-cpu-js'
import type { Backend } from '@bilayer/core'
import * as mlp from '@bilayer/mlp'
import { type Entry, parameter, type Parameter } from '../entry.ts'
import {
  callable,
  exactly,
  nothingElse,
  number,
  numbers,
  optional,
  options,
  positive,
  seed,
  whole,
} from '../legal.ts'
import { network, onBackend, square, twoSamples } from './ingredients.ts'
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
  parameter([index, 'values'], nothingElse, name),
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
        { loss: mlp.meanSquaredError, entries: 1, seed: 1, tolerance: 0.1 },
      ],
    })),
    parameters: [
      ...networkParameters(0),
      ...samples(1, 'X'),
      ...samples(2, 'Y'),
      parameter([3], optional(options), 'options'),
      ...loss([3, 'loss']),
      parameter([3, 'entries'], optional(whole(1))),
      parameter([3, 'seed'], optional(seed)),
      parameter(
        [3, 'tolerance'],
        (value) => value === undefined || (value === 0 ? 'either' : positive(value)),
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
      parameter([0, 'tolerance'], number),
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
      parameter([2], nothingElse, 'GL'),
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
    call: onBackend((backend) => ({ fn: mlp.initialise, args: [backend, [2, 3], 1, 'he'] })),
    parameters: [
      parameter([0], nothingElse, 'backend'),
      parameter([1], numbers(2, whole(1)), 'layers'),
      parameter([1, 0], whole(1, 100), 'layers'),
      parameter([2], seed, 'seed'),
      parameter([3], initialisations, 'initialisation'),
    ],
  },
  {
    name: 'createMlp',
    call: onBackend((backend) => ({
      fn: mlp.createMlp,
      args: [backend, { layers: [2, 3], seed: 1, initialisation: 'he' }],
    })),
    parameters: [
      parameter([0], nothingElse, 'backend'),
      parameter([1], nothingElse, 'options', 'layers'),
      parameter([1, 'layers'], numbers(2, whole(1))),
      parameter([1, 'layers', 1], whole(1, 100), 'layers'),
      parameter([1, 'seed'], optional(seed)),
      parameter([1, 'initialisation'], initialisations),
    ],
  },
  {
    name: 'restoreMlp',
    call: onBackend((backend) => ({ fn: mlp.restoreMlp, args: [backend, parametersOf()] })),
    parameters: [
      parameter([0], nothingElse, 'backend'),
      parameter([1], nothingElse, 'parameters'),
      parameter([1, 0], nothingElse, 'parameters', 'W1'),
      parameter([1, 0, 'name'], nothingElse, 'parameters', 'W1'),
      parameter([1, 0, 'rows'], exactly(1), 'rows', 'W1'),
      parameter([1, 0, 'cols'], exactly(3), 'cols', 'W1'),
      parameter([1, 0, 'values'], nothingElse, 'values', 'W1'),
      parameter([1, 1, 'values'], nothingElse, 'values', 'b1'),
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
      parameter([1], nothingElse, 'gradients'),
      parameter([1, 0], nothingElse, 'gradients'),
      parameter([1, 0, 'dW'], nothingElse, 'gradients', 'dW', 'dW1'),
      parameter([2], positive, 'learningRate'),
    ],
  },
  ...(['values', 'gradient'] as const).map(
    (name): Entry => ({
      name: `meanSquaredError.${name}`,
      call: onBackend((backend) => ({
        fn: mlp.meanSquaredError[name],
        args: [square(backend), square(backend)],
      })),
      parameters: [parameter([0], nothingElse, 'F'), parameter([1], nothingElse, 'Y')],
    }),
  ),
]

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
      },
    ],
    ...samples(0, 'X'),
    ...samples(1, 'Y').map((each) => ({ ...each, names: ['X', 'Y'] })),
    parameter([2], nothingElse, 'options', 'epochs', 'batchSize', 'learningRate'),
    parameter([2, 'epochs'], whole(1, 100)),
    parameter([2, 'batchSize'], whole(1)),
    parameter([2, 'learningRate'], positive),
    parameter([2, 'seed'], optional(seed)),
    ...loss([2, 'loss']),
    parameter([2, 'signal'], optional(nothingElse), 'signal', 'aborted'),
    parameter([2, 'signal', 'aborted'], (value) => typeof value === 'boolean', 'signal', 'aborted'),
    parameter([2, 'onBatch'], optional(callable)),
    parameter([2, 'onEpoch'], optional(callable)),
    parameter([2, 'reportEvery'], optional(whole(1))),
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
  method('dispose', []),
]

const shared = cpuJs()

export const mlpEntries: PackageEntries = {
  package: '@bilayer/mlp',
  exports: mlp,
  instances: { Mlp: modelOf(shared) },
  entries: [...functions, ...methods],
}
