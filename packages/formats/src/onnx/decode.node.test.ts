import { ArgumentError, FormatError } from '@bilayer/core'
import * as fc from 'fast-check'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { describe, expect, test } from 'vitest'
import type { Model } from '../model.ts'
import { exampleModel as own } from '../testing/example-model.ts'
import { cases } from '../testing/models.ts'
import { names, read, references } from '../testing/reference-files.ts'
import { predictions } from '../testing/reference.ts'
import { decodeOnnx, encodeOnnx } from './index.ts'
import { readModel } from './read-proto.ts'
import { writeModel } from './write-proto.ts'

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length)
  for (const [i, value] of expected.entries()) {
    expect(Math.abs(actual[i] - value)).toBeLessThanOrEqual(2e-6 * (1 + Math.abs(value)))
  }
}

test('what is encoded is decoded to the same model, bit for bit', () => {
  const property = fc.property(cases, ({ model }) => {
    const decoded = decodeOnnx(encodeOnnx(model))
    expect(decoded).toEqual(JSON.parse(JSON.stringify(model), revive(model)))
    expect(decoded.parameters).toEqual(model.parameters)
    expect(encodeOnnx(decoded)).toEqual(encodeOnnx(model))
  })
  fc.assert(property, { numRuns: 500 })
})

/** JSON knows no Float32Array. */
const revive =
  ({ parameters }: Model) =>
  (key: string, value: unknown): unknown =>
    key === 'parameters' ? parameters : value

test('a NaN keeps its bits', () => {
  const bits = Uint32Array.of(0x7fc00001, 0xffa00002)
  const W1 = { name: 'W1', rows: 1, cols: 1, values: new Float32Array(bits.buffer, 0, 1) }
  const b1 = { name: 'b1', rows: 1, cols: 1, values: new Float32Array(bits.buffer, 4, 1) }
  const { parameters } = decodeOnnx(encodeOnnx({ parameters: [W1, b1], activations: ['relu'], notes: {} }))
  expect(parameters.map(({ values }) => new Uint32Array(values.buffer)[0])).toEqual([...bits])
})

describe.each(names)('%s', (name) => {
  const { X, outputs, labels, probabilities } = references[name]

  /** By the names that scaled columns have, or in order. */
  const rowsFor = ({ encoding }: Model) =>
    encoding === undefined
      ? X
      : X.map((row) => Object.fromEntries(encoding.map((column, i) => [column.name, row[i]])))

  test('predicts what the program that it is from does', async () => {
    const model = decodeOnnx(await read(name))
    const predicted = predictions({ model, rows: rowsFor(model) })
    expect(predicted).toHaveLength(X.length)
    const { target } = model
    const classes = target?.kind === 'classes' ? target.labels : undefined
    const found = predicted.map((row) => (classes ? (row.probabilities ?? []) : row.outputs))
    expectClose(found.flat(), (classes ? (probabilities ?? outputs) : outputs)?.flat() ?? [])
    const likeliest = classes && labels && found.map((row) => classes[row.indexOf(Math.max(...row))])
    expect(likeliest).toEqual(classes && labels)
  })

  test('is a file that ONNX Runtime reads, and predicts the same', async () => {
    const session = await InferenceSession.create(await read(name))
    const feeds = { X: new Tensor('float32', X.flat(), [X.length, X[0].length]) }
    const wanted = session.outputNames.filter((output) => output !== 'output_probability')
    const results = await session.run(feeds, wanted)
    const [first] = Object.values(results)
    const values = Array.from(first.data as ArrayLike<unknown>)
    if (labels === undefined) expectClose(values.map(Number), outputs?.flat() ?? [])
    else expect(values.map((value) => (typeof value === 'bigint' ? Number(value) : value))).toEqual(labels)
    await session.release()
  })

  test('is written again as a file that is read as the same model', async () => {
    const model = decodeOnnx(await read(name))
    expect(decodeOnnx(encodeOnnx(model))).toEqual(model)
  })
})

test('scikit-learn’s scaling becomes columns, and its labels a target', async () => {
  const { encoding, target, activations } = decodeOnnx(await read('sklearn-iris'))
  expect(encoding?.map(({ name }) => name)).toEqual(['x0', 'x1', 'x2', 'x3'])
  expect(target).toEqual({
    kind: 'classes',
    name: 'output_label',
    labels: ['setosa', 'versicolor', 'virginica'],
  })
  expect(activations).toEqual(['relu', 'identity'])
})

test('a softmax of two outputs becomes one, their log odds', async () => {
  const { parameters, target } = decodeOnnx(await read('torch-softmax-of-two'))
  expect(parameters[2].rows).toBe(1)
  expect(target).toEqual({ kind: 'classes', name: 'Y', labels: [0, 1] })
})

test('what is no bytes and what is no file are refused', () => {
  // @ts-expect-error -- a file's name is not its bytes
  expect(() => decodeOnnx('model.onnx')).toThrow(
    new ArgumentError(
      'bytes is the string "model.onnx"; it must be a Uint8Array, such as new Uint8Array(buffer).',
    ),
  )
  expect(() => decodeOnnx(new Uint8Array())).toThrow(
    new FormatError('The file has 0 bytes: it is no ONNX model.'),
  )
  expect(() => decodeOnnx(Uint8Array.of(0x08, 8))).toThrow(
    new FormatError('The file has no graph: it is no ONNX model.'),
  )
  expect(() => decodeOnnx(Uint8Array.of(0x08))).toThrow(
    new FormatError('The file is no protobuf message, or is cut off.'),
  )
})

/** A file of ours with other metadata. */
function withOther(change: (metadata: Record<string, unknown>) => unknown): Uint8Array {
  const file = readModel(encodeOnnx(own))
  const [{ key, value }] = file.metadata
  const changed = change(JSON.parse(value) as Record<string, unknown>)
  return writeModel({ ...file, metadata: [{ key, value: JSON.stringify(changed) }] })
}

test.each([
  [() => null, 'The metadata of bilayer are of the version undefined; only 1 is read.'],
  [
    (metadata) => ({ ...metadata, version: 2 }),
    'The metadata of bilayer are of the version 2; only 1 is read.',
  ],
  [
    (metadata) => ({ ...metadata, names: ['W1'] }),
    'The metadata of bilayer must have 4 names of parameters.',
  ],
  [
    (metadata) => ({ ...metadata, notes: { seed: 1 } }),
    'The file is no model: model.notes["seed"] is 1; it must be a string, such as "1".',
  ],
  [
    (metadata) => ({ ...metadata, target: { kind: 'classes', name: 'kind', labels: ['a', 'c', 'b'] } }),
    'The graph is not the one that the metadata of bilayer tell of',
  ],
] satisfies [(metadata: Record<string, unknown>) => unknown, string][])(
  'metadata that are not those of the graph are refused: %s',
  (change, message) => {
    expect(() => decodeOnnx(withOther(change))).toThrow(message)
    expect(() => decodeOnnx(withOther(change))).toThrow(FormatError)
  },
)

test('metadata in which a key stands twice are refused', () => {
  const file = readModel(encodeOnnx(own))
  const value = file.metadata[0].value.replace('{', '{"version":1,')
  const bytes = writeModel({ ...file, metadata: [{ key: 'bilayer', value }] })
  expect(() => decodeOnnx(bytes)).toThrow(
    new FormatError('The metadata of bilayer has the key "version" twice in one object.'),
  )
})

const { encoding: _encoding, target: _target, ...bare } = own

test('layers that share parameters are none of ours: written anew they would take any memory', () => {
  const file = readModel(encodeOnnx(bare))
  const [first] = file.graph.nodes
  const again = { ...first, inputs: [first.outputs[0], ...first.inputs.slice(1)], outputs: ['again'] }
  const bytes = writeModel({ ...file, graph: { ...file.graph, nodes: [first, again] } })
  expect(() => decodeOnnx(bytes)).toThrow(
    new FormatError('The graph has no float numbers of the name constant 0, which one layer alone takes.'),
  )
})
