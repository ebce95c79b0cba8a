import * as formats from '@bilayer/formats'
import * as module from '@bilayer/formats/module'
import * as onnx from '@bilayer/formats/onnx'
import { type Entry, parameter } from '../entry.ts'
import { exactly, float32, type Legality, nothingElse, optional, text, whole } from '../legal.ts'
import { modelAt, name, smallModel, strings } from './models.ts'
import type { PackageEntries } from './package-entries.ts'

const tensors = () => [{ name: 'W1', rows: 1, cols: 3, values: Float32Array.of(1, 2, 3) }]

/** What a training goes on from. */
const checkpoint = () => ({
  checkpoint: {
    parameters: tensors(),
    optimiser: 'sgd',
    kept: [],
    epoch: 1,
    batch: 0,
    samples: 2,
    seen: 0,
    steps: 1,
    losses: [0.5],
    total: [0],
    random: [1, 2, 3, 4] as const,
  },
  others: tensors(),
  notes: { seed: '1' },
})

const finiteNumbers: Legality = (value) =>
  Array.isArray(value) && Array.from(value as unknown[]).every(Number.isFinite)

const emptyArray: Legality = (value) => Array.isArray(value) && value.length === 0

const entries: readonly Entry[] = [
  {
    name: 'encodeSafetensors',
    call: () => ({ fn: formats.encodeSafetensors, args: [tensors(), { seed: '1' }] }),
    parameters: [
      parameter([0], (value) => Array.isArray(value) && value.length === 0, 'tensors'),
      parameter([0, 0], nothingElse, 'tensors'),
      parameter([0, 0, 'name'], name, 'tensors', 'name'),
      parameter([0, 0, 'rows'], exactly(1), 'rows', 'W1'),
      parameter([0, 0, 'cols'], exactly(3), 'cols', 'W1'),
      parameter([0, 0, 'values'], float32(3), 'values', 'W1'),
      parameter([1], optional(strings), 'metadata'),
      parameter([1, 'seed'], text, 'metadata', 'seed'),
    ],
  },
  {
    name: 'decodeSafetensors',
    call: () => ({ fn: formats.decodeSafetensors, args: [formats.encodeSafetensors(tensors())] }),
    parameters: [parameter([0], nothingElse, 'bytes')],
  },
  {
    name: 'checkModel',
    call: () => ({ fn: formats.checkModel, args: ['model', smallModel()] }),
    parameters: modelAt(1),
  },
  {
    name: 'encodeModel',
    call: () => ({ fn: formats.encodeModel, args: [smallModel()] }),
    parameters: modelAt(0),
  },
  {
    name: 'decodeModel',
    call: () => ({ fn: formats.decodeModel, args: [formats.encodeModel(smallModel())] }),
    parameters: [parameter([0], nothingElse, 'bytes')],
  },
  {
    name: 'encodeCheckpoint',
    call: () => ({ fn: formats.encodeCheckpoint, args: [checkpoint()] }),
    parameters: [
      parameter([0], nothingElse, 'file', 'checkpoint'),
      parameter([0, 'checkpoint'], nothingElse),
      parameter([0, 'checkpoint', 'parameters'], emptyArray),
      parameter([0, 'checkpoint', 'parameters', 0], nothingElse, 'parameters'),
      parameter([0, 'checkpoint', 'optimiser'], text),
      parameter([0, 'checkpoint', 'kept'], emptyArray),
      ...['epoch', 'batch', 'samples', 'seen', 'steps'].map((count) =>
        parameter([0, 'checkpoint', count], whole(0)),
      ),
      ...['losses', 'total'].map((list) => parameter([0, 'checkpoint', list], finiteNumbers)),
      parameter([0, 'checkpoint', 'random'], nothingElse),
      parameter([0, 'checkpoint', 'random', 1], whole(0, 2 ** 32 - 1), 'random'),
      parameter([0, 'others'], emptyArray),
      parameter([0, 'others', 0], nothingElse, 'others'),
      parameter([0, 'others', 0, 'name'], name, 'others'),
      parameter([0, 'notes'], strings),
      parameter([0, 'notes', 'seed'], text),
    ],
  },
  {
    name: 'decodeCheckpoint',
    call: () => ({ fn: formats.decodeCheckpoint, args: [formats.encodeCheckpoint(checkpoint())] }),
    parameters: [parameter([0], nothingElse, 'bytes')],
  },
]

export const formatsEntries: PackageEntries = { package: '@bilayer/formats', exports: formats, entries }

const onnxFunctions: readonly Entry[] = [
  {
    name: 'encodeOnnx',
    call: () => ({ fn: onnx.encodeOnnx, args: [smallModel()] }),
    parameters: modelAt(0),
  },
  {
    name: 'decodeOnnx',
    call: () => ({ fn: onnx.decodeOnnx, args: [onnx.encodeOnnx(smallModel())] }),
    parameters: [parameter([0], (value) => (value instanceof Uint8Array ? 'either' : false), 'bytes')],
  },
]

export const onnxEntries: PackageEntries = {
  package: '@bilayer/formats/onnx',
  exports: onnx,
  entries: onnxFunctions,
}

const moduleFunctions: readonly Entry[] = [
  {
    name: 'encodeModule',
    call: () => ({ fn: module.encodeModule, args: [smallModel()] }),
    parameters: modelAt(0),
  },
]

export const moduleEntries: PackageEntries = {
  package: '@bilayer/formats/module',
  exports: module,
  entries: moduleFunctions,
}
