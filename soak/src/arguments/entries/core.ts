import * as core from '@bilayer/core'
import { cpuJs, cpuJsProvider } from '@bilayer/backend-cpu-js'
import { type Call, type Entry, parameter, type Parameter } from '../entry.ts'
import {
  anything,
  callable,
  exactly,
  flag,
  float32,
  nothingElse,
  notNegative,
  number,
  numbers,
  optional,
  options,
  positive,
  seed,
  share,
  text,
  whole,
} from '../legal.ts'
import { column, onBackend, square, twoSamples } from './ingredients.ts'
import type { PackageEntries } from './package-entries.ts'

/** What core exports, by name. */
const exported = { ...core }

const definition = () => ({
  name: 'mine',
  info: { device: 'none' },
  storage: {
    upload: () => 1,
    read: async () => new Float32Array(),
    free: () => {},
    bytes: () => 0,
    sync: async () => {},
    close: async () => {},
  },
  core: Object.fromEntries(
    ['matmul', 'transpose', 'relu', 'mask', 'hadamard', 'colsum', 'addColumn', 'axpy', 'scale'].map((op) => [
      op,
      () => 1,
    ]),
  ),
})

/** A check of one value. What it is told beside that, such as the value's name, is a constant in the code of whoever calls it. */
const check = (name: keyof typeof core, args: readonly unknown[], value: Parameter): Entry => ({
  name,
  call: () => ({ fn: exported[name] as Call['fn'], args }),
  parameters: [value],
})

const checks: readonly Entry[] = [
  check('checkWholeNumber', ['count', 1, { least: 0, most: 9 }], parameter([1], whole(0, 9), 'count')),
  check('checkPositive', ['rate', 1], parameter([1], positive, 'rate')),
  check('checkShare', ['momentum', 0.5], parameter([1], share, 'momentum')),
  check('checkNotNegative', ['decay', 0.5], parameter([1], notNegative, 'decay')),
  check('checkString', ['title', 'x', 'a title'], parameter([1], text, 'title')),
  check('checkOneOf', ['mode', 'x', ['x', 'y']], parameter([1], exactly('x', 'y'), 'mode')),
  check('wrongArgument', ['signal', 1, 'an AbortSignal'], parameter([1], anything, 'signal')),
  check('checkBoolean', ['bail', true], parameter([1], flag, 'bail')),
  check('checkFunction', ['then', () => 1], parameter([1], callable, 'then')),
  check('checkObject', ['options', {}, '{ epochs: 1 }'], parameter([1], options, 'options')),
  check('checkArray', ['layers', [], 'sizes'], parameter([1], Array.isArray, 'layers')),
  check('checkBackend', ['backend', cpuJs()], parameter([1], nothingElse, 'backend')),
  check('checkNumerics', ['numerics', core.ieee754], parameter([1], nothingElse, 'numerics')),
  check('checkMatrix', ['X', square(cpuJs())], parameter([1], nothingElse, 'X')),
  check('checkSameCopy', ['X', square(cpuJs())], parameter([1], anything, 'X')),
  check('checkSamples', ['X', twoSamples()], parameter([1], nothingElse, 'X')),
  check(
    'checkCommunicator',
    ['communicator', core.localCommunicator()],
    parameter([1], nothingElse, 'communicator'),
  ),
  check('readLabels', ['score', [0, 1], 2], parameter([1], numbers(undefined, whole(0, 1)), 'labels')),
  {
    name: 'checkLabelled',
    call: () => ({ fn: core.checkLabelled, args: ['score', twoSamples(), Uint32Array.of(0, 1)] }),
    parameters: [
      parameter([1], nothingElse, 'X'),
      parameter([2], (value) => (value instanceof Uint32Array ? 'either' : false), 'labels'),
    ],
  },
]

/** What makes communicators, and helps to. */
const communicators: readonly Entry[] = [
  { name: 'localCommunicator', call: () => ({ fn: core.localCommunicator, args: [] }), parameters: [] },
  {
    name: 'connectRanks',
    call: () => ({ fn: core.connectRanks, args: [2] }),
    parameters: [parameter([0], whole(1, 4096), 'size')],
  },
  {
    name: 'portCommunicator',
    call: () => ({ fn: core.portCommunicator, args: [core.connectRanks(1)[0], { timeout: 1000 }] }),
    parameters: [
      parameter([0], nothingElse, 'ranks', 'size'),
      parameter([0, 'size'], exactly(1), 'size', 'ports', 'rank'),
      parameter([0, 'rank'], exactly(0), 'rank'),
      parameter([0, 'ports'], (value) => (Array.isArray(value) ? 'either' : false), 'ports'),
      parameter([1], optional(options), 'options'),
      parameter([1, 'timeout'], optional(positive), 'timeout'),
    ],
  },
  {
    name: 'defineCommunicator',
    call: () => ({
      fn: core.defineCommunicator,
      args: [{ name: 'mine', rank: 0, size: 1, perform: async () => {}, leave: async () => {} }],
    }),
    parameters: [
      parameter([0], nothingElse, 'definition', 'name', 'size'),
      parameter([0, 'name'], text),
      parameter([0, 'rank'], exactly(0)),
      parameter([0, 'size'], whole(1)),
      parameter([0, 'perform'], callable),
      parameter([0, 'leave'], callable),
    ],
  },
  {
    name: 'describeCall',
    call: () => ({ fn: core.describeCall, args: [{ kind: 'barrier', length: 0, root: 0 }] }),
    parameters: [],
  },
  { name: 'PendingCalls', call: () => ({ fn: () => new core.PendingCalls(), args: [] }), parameters: [] },
]

const functions: readonly Entry[] = [
  {
    name: 'isExtended',
    call: onBackend((backend) => ({ fn: core.isExtended, args: [backend] })),
    parameters: [parameter([0], () => 'either', 'backend')],
  },
  {
    name: 'defineBackend',
    call: () => ({ fn: core.defineBackend, args: [definition()] }),
    parameters: [
      parameter([0], nothingElse, 'definition', 'name', 'info'),
      parameter([0, 'name'], (value) => typeof value === 'string' && value !== ''),
      parameter([0, 'info'], nothingElse, 'info', 'device'),
      parameter([0, 'numerics'], optional(nothingElse), 'numerics', 'unitRoundoff'),
      parameter([0, 'storage'], nothingElse, 'storage', 'upload'),
      parameter([0, 'storage', 'upload'], callable),
      parameter([0, 'storage', 'close'], callable),
      parameter([0, 'core'], nothingElse, 'core', 'matmul'),
      parameter([0, 'core', 'matmul'], callable),
      parameter([0, 'core', 'scale'], callable),
      // Whatever has members must have those of a backend.
      parameter([0, 'fused'], (value) => (options(value) === true ? 'either' : value === undefined)),
      parameter([0, 'extended'], optional(nothingElse), 'extended', 'softmax'),
    ],
  },
  {
    name: 'measureNumerics',
    call: onBackend((backend) => ({ fn: core.measureNumerics, args: [backend] })),
    parameters: [parameter([0], nothingElse, 'backend')],
  },
  {
    name: 'shapeOf',
    call: onBackend((backend) => ({ fn: core.shapeOf, args: [square(backend)] })),
    parameters: [parameter([0], nothingElse, 'matrix', 'rows')],
  },
  ...(['describeValue', 'describeError', 'isMatrix'] as const).map(
    (name): Entry => ({
      name,
      call: () => ({ fn: exported[name], args: [1] }),
      parameters: [parameter([0], anything, 'value')],
    }),
  ),
  {
    name: 'allocate',
    call: () => ({ fn: core.allocate, args: ['predict', 2] }),
    parameters: [parameter([1], whole(0), 'count', 'numbers')],
  },
  {
    name: 'within',
    call: () => ({ fn: core.within, args: [1000, () => 1, () => new Error('late'), () => {}] }),
    parameters: [
      parameter([0], (value) => (value === Infinity ? 'either' : positive(value)), 'milliseconds'),
      parameter([1], callable, 'work'),
      parameter([2], callable, 'late'),
      parameter([3], optional(callable), 'abandon'),
    ],
  },
  {
    name: 'startAs',
    call: () => ({ fn: core.startAs, args: ['wasm', async () => 1] }),
    parameters: [parameter([0], text, 'name'), parameter([1], callable, 'start')],
  },
  {
    name: 'probeBy',
    call: () => ({ fn: core.probeBy, args: [async () => ({ available: true })] }),
    parameters: [parameter([0], callable, 'attempt')],
  },
  {
    name: 'importFailure',
    call: () => ({ fn: core.importFailure, args: ['koffi', new Error('none')] }),
    parameters: [parameter([0], text, 'packageName'), parameter([1], anything, 'cause')],
  },
  {
    name: 'restoreRandom',
    call: () => ({ fn: core.restoreRandom, args: [[1, 2, 3, 4]] }),
    parameters: [parameter([0], nothingElse, 'state'), parameter([0, 1], whole(0, 2 ** 32 - 1), 'state')],
  },
  {
    name: 'checkRandomState',
    call: () => ({ fn: core.checkRandomState, args: ['state', [1, 2, 3, 4]] }),
    parameters: [parameter([1], nothingElse, 'state'), parameter([1, 1], whole(0, 2 ** 32 - 1), 'state')],
  },
  {
    name: 'createRandom',
    call: () => ({ fn: core.createRandom, args: [1] }),
    parameters: [parameter([0], seed, 'seed')],
  },
  {
    name: 'permutation',
    call: () => ({ fn: core.permutation, args: [2, core.createRandom(1)] }),
    parameters: [parameter([0], whole(0), 'length'), parameter([1], nothingElse, 'random')],
  },
  {
    name: 'selectSamples',
    call: () => ({ fn: core.selectSamples, args: [twoSamples(), [0, 1]] }),
    parameters: [
      parameter([0], nothingElse, 'samples', 'values'),
      parameter([0, 'values'], float32(4)),
      parameter([0, 'count'], exactly(2), 'count', 'samples'),
      parameter([0, 'size'], exactly(2), 'size', 'samples'),
      parameter([1], numbers(undefined, whole(0, 1)), 'indices'),
      parameter([1, 1], whole(0, 1), 'indices'),
    ],
  },
  {
    name: 'sliceSamples',
    call: () => ({ fn: core.sliceSamples, args: [twoSamples(), 0, 1] }),
    parameters: [
      parameter([0], nothingElse, 'samples', 'values'),
      parameter([0, 'values'], float32(4)),
      parameter([0, 'count'], exactly(2), 'count', 'samples'),
      parameter([0, 'size'], exactly(2), 'size', 'samples'),
      parameter([1], whole(0, 1), 'from'),
      parameter([2], whole(0, 2), 'to'),
    ],
  },
  {
    name: 'findProvider',
    call: () => ({ fn: core.findProvider, args: [[cpuJsProvider], 'cpu-js'] }),
    parameters: [
      parameter([0], nothingElse, 'providers', 'named'),
      parameter([0, 0], nothingElse, 'providers', 'named'),
      parameter([1], exactly('cpu-js'), 'name', 'named'),
    ],
  },
  {
    name: 'selectBackend',
    call: () => ({ fn: selectAndClose, args: [[cpuJsProvider], { prefer: 'cpu-js' }] }),
    parameters: [
      parameter([0], nothingElse, 'providers', 'named'),
      parameter([0, 0], nothingElse, 'providers', 'named'),
      parameter(
        [0, 0, 'name'],
        (value) => (typeof value === 'string' ? 'either' : false),
        'providers',
        'name',
        'named',
      ),
      parameter([0, 0, 'probe'], nothingElse, 'providers', 'probe'),
      parameter([0, 0, 'create'], nothingElse, 'providers', 'create'),
      parameter([1], optional(options), 'options'),
      parameter(
        [1, 'prefer'],
        (value) => value === undefined || (Array.isArray(value) && value.length === 0),
        'prefer',
        'named',
      ),
      parameter([1, 'require'], optional(exactly('cpu-js')), 'require', 'named'),
      parameter([1, 'measure'], optional(callable)),
      parameter([1, 'timeout'], optional(positive)),
    ],
  },
  {
    name: 'selfTest',
    call: onBackend((backend) => ({ fn: core.selfTest, args: [backend] })),
    parameters: [parameter([0], nothingElse, 'backend')],
  },
  {
    name: 'operandOf',
    call: onBackend((backend) => ({ fn: core.operandOf, args: [square(backend)] })),
    parameters: [parameter([0], nothingElse, 'matrix')],
  },
]

/** A method of a backend, on a backend of its own; each named operand is a matrix. */
const operation = (
  name: Extract<keyof core.ExtendedBackend, string>,
  args: (backend: core.Backend) => readonly unknown[],
  operands: readonly string[],
  ...others: readonly Entry['parameters'][number][]
): Entry => ({
  name: `Backend.${name}`,
  call: onBackend((backend) => ({ fn: backend[name] as core.Backend['relu'], args: args(backend) })),
  parameters: [
    ...operands.flatMap((operand, i) => (operand === '' ? [] : [parameter([i], nothingElse, operand)])),
    ...others,
  ],
})

const methods: readonly Entry[] = [
  operation(
    'matrix',
    () => [1, 2, [5, 6]],
    [],
    parameter([0], exactly(1), 'rows', 'data', 'matrix'),
    parameter([1], exactly(2), 'cols', 'data', 'matrix'),
    parameter([2], numbers(2), 'data'),
    parameter([2, 1], number, 'data'),
  ),
  operation('zeros', () => [1, 2], [], parameter([0], whole(0), 'rows'), parameter([1], whole(0), 'cols')),
  operation('matmul', (b) => [square(b), square(b)], ['a', 'b']),
  operation('relu', (b) => [square(b)], ['z']),
  operation('mask', (b) => [square(b)], ['z']),
  operation('hadamard', (b) => [square(b), square(b)], ['a', 'b']),
  operation('colsum', (b) => [square(b)], ['a']),
  operation('addColumn', (b) => [square(b), column(b)], ['a', 'b']),
  operation('axpy', (b) => [2, square(b), square(b)], ['', 'x', 'y'], parameter([0], number, 'alpha')),
  operation('scale', (b) => [2, square(b)], ['', 'x'], parameter([0], number, 'alpha')),
  operation('affine', (b) => [square(b), square(b), column(b)], ['W', 'X', 'b']),
  operation('affineRelu', (b) => [square(b), square(b), column(b)], ['W', 'X', 'b']),
  operation('hadamardMask', (b) => [square(b), square(b)], ['v', 'z']),
  operation('softmax', (b) => [square(b)], ['z']),
  operation('tanh', (b) => [square(b)], ['z']),
  operation('sigmoid', (b) => [square(b)], ['z']),
  operation('log', (b) => [square(b)], ['x']),
  operation('sqrt', (b) => [square(b)], ['x']),
  operation('divide', (b) => [square(b), square(b)], ['a', 'b']),
  operation(
    'gatherRows',
    (b) => [square(b), [0, 1]],
    ['a'],
    parameter([1], numbers(undefined, whole(0, 1)), 'indices'),
    parameter([1, 1], whole(0, 1), 'indices'),
  ),
  operation(
    'axpby',
    (b) => [2, square(b), 3, square(b)],
    ['', 'x', '', 'y'],
    parameter([0], number, 'alpha'),
    parameter([2], number, 'beta'),
  ),
  operation(
    'squareAverage',
    (b) => [0.9, square(b), square(b)],
    ['', 'v', 'g'],
    parameter([0], number, 'beta'),
  ),
  operation(
    'adaptiveStep',
    (b) => [square(b), 0.1, square(b), square(b), 0.01],
    ['theta', '', 'm', 'v'],
    parameter([1], number, 'rate'),
    parameter([4], number, 'epsilon'),
  ),
  operation('scope', () => [() => 1], [], parameter([0], callable, 'fn')),
  operation('memory', () => [], []),
  operation('sync', () => [], []),
  operation('dispose', () => [], []),
  {
    name: 'Random.below',
    call: () => ({ fn: core.createRandom(1).below, args: [2] }),
    parameters: [parameter([0], whole(1, 2 ** 32), 'limit')],
  },
  { name: 'Random.bits', call: () => ({ fn: core.createRandom(1).bits, args: [] }), parameters: [] },
  { name: 'Random.state', call: () => ({ fn: core.createRandom(1).state, args: [] }), parameters: [] },
  { name: 'Random.uniform', call: () => ({ fn: core.createRandom(1).uniform, args: [] }), parameters: [] },
]

export const coreEntries: PackageEntries = {
  package: '@bilayer/core',
  exports: core,
  instances: { Backend: cpuJs(), Random: core.createRandom(0) },
  entries: [...checks, ...communicators, ...functions, ...methods],
}

/** The choice, with what it chose let go. */
async function selectAndClose(...args: Parameters<typeof core.selectBackend>): Promise<void> {
  const { backend } = await core.selectBackend(...args)
  await backend.dispose()
}
