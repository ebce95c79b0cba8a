import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ArgumentError, FormatError } from '@bilayer/core'
import * as fc from 'fast-check'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { describe, expect, test } from 'vitest'
import type { Model } from '../model.ts'
import { cases } from '../testing/models.ts'
import { predictions } from '../testing/reference.ts'
import { decodeOnnx, encodeOnnx } from './index.ts'
import type { Graph, Node, OnnxModel } from './proto.ts'
import { readModel } from './read-proto.ts'
import { writeModel } from './write-proto.ts'

const folder = join(import.meta.dirname, '../../reference')

const read = async (name: string): Promise<Uint8Array> =>
  new Uint8Array(await readFile(join(folder, `${name}.onnx`)))

/** What the program that a file is from predicts. */
interface Reference {
  readonly X: readonly (readonly number[])[]
  readonly outputs?: readonly (number | readonly number[])[]
  readonly labels?: readonly (string | number)[]
  readonly probabilities?: readonly (readonly number[])[]
}

const references = JSON.parse(await readFile(join(folder, 'predictions.json'), 'utf8')) as Record<
  string,
  Reference
>
const names = Object.keys(references)

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

const tensor = (name: string, rows: number, cols: number) => ({
  name,
  rows,
  cols,
  values: Float32Array.from({ length: rows * cols }, (_, i) => i - 1),
})

const own: Model = {
  parameters: [tensor('W1', 3, 3), tensor('b1', 3, 1), tensor('W2', 3, 3), tensor('b2', 3, 1)],
  activations: ['leakyRelu', 'identity'],
  encoding: [
    { kind: 'number', name: 'width', shift: 1, scale: 2, missing: 3 },
    { kind: 'category', name: 'colour', categories: ['red', 'blue'], missing: null },
  ],
  target: { kind: 'classes', name: 'kind', labels: ['a', 'b', 'c'] },
  notes: { seed: '1' },
}

/** A file of a graph with some of its members changed, without metadata. */
const fileOf = (graph: Partial<Graph>, rest: Partial<OnnxModel> = {}): Uint8Array =>
  writeModel({
    irVersion: 8,
    producerName: 'test',
    opsets: [{ domain: '', version: 13 }],
    metadata: [],
    graph: { ...plainGraph, ...graph },
    ...rest,
  })

const node = (op: string, inputs: string[], output: string, rest: Partial<Node> = {}): Node => ({
  op,
  domain: '',
  name: '',
  inputs,
  outputs: [output],
  attributes: [],
  ...rest,
})

/** X (N × 2) · W + b, 3 outputs. */
const plainGraph: Graph = {
  name: 'test',
  nodes: [node('MatMul', ['X', 'W'], 'P'), node('Add', ['P', 'b'], 'Z')],
  initializers: [
    { name: 'W', dims: [2, 3], type: 'float', values: Float32Array.of(1, 2, 3, 4, 5, 6) },
    { name: 'b', dims: [3], type: 'float', values: Float32Array.of(7, 8, 9) },
  ],
  inputs: [{ name: 'X', type: 'float', dims: ['N', 2] }],
  outputs: [{ name: 'Z', type: 'float', dims: ['N', 3] }],
}

/** The graph with nodes behind, the last of which gives the output. */
const withNodes = (...more: readonly Node[]): Partial<Graph> => ({
  nodes: [...plainGraph.nodes, ...more],
  outputs: [{ name: more[more.length - 1].outputs[0], type: 'float', dims: [] }],
})

const double = (name: string, ...values: number[]): Graph['initializers'][number] => ({
  name,
  dims: [values.length],
  type: 'double',
  values: Float64Array.from(values),
})

test('a product of rows is turned into that of columns, and doubles become floats', () => {
  const { parameters } = decodeOnnx(
    fileOf({ initializers: [plainGraph.initializers[0], double('b', 0.1, 2, 3)] }),
  )
  expect(parameters[0]).toEqual({ name: 'W1', rows: 3, cols: 2, values: Float32Array.of(1, 4, 2, 5, 3, 6) })
  expect(parameters[1].values).toEqual(Float32Array.of(0.1, 2, 3))
})

test('inputs of a column each have their names, and are scaled one by one', () => {
  const { encoding } = decodeOnnx(
    fileOf({
      inputs: ['width', 'height'].map((name) => ({ name, type: 'float', dims: ['N', 1] })),
      initializers: [...plainGraph.initializers, double('mean', 1, 2), double('deviation', 4)],
      nodes: [
        node('Concat', ['width', 'height'], 'x', { attributes: [{ name: 'axis', type: 'int', value: 1 }] }),
        node('Sub', ['x', 'mean'], 's'),
        node('Div', ['s', 'deviation'], 'X'),
        ...plainGraph.nodes,
      ],
    }),
  )
  expect(encoding).toEqual([
    { kind: 'number', name: 'width', shift: 1, scale: 4, missing: null },
    { kind: 'number', name: 'height', shift: 2, scale: 4, missing: null },
  ])
})

test.each([
  [
    'an unknown operator',
    withNodes(node('Elu', ['Z'], 'E')),
    'The node E (Elu) is no part of a multilayer perceptron that is read.',
  ],
  [
    'an operator of another domain',
    withNodes(node('Relu', ['Z'], 'E', { domain: 'com.example', name: 'mine' })),
    'The node mine (Relu) is no part of a multilayer perceptron that is read.',
  ],
  ['a name that objects have', withNodes(node('toString', ['Z'], 'E')), 'The node E (toString) is no part'],
  [
    'another slope',
    withNodes(node('LeakyRelu', ['Z'], 'E', { attributes: [{ name: 'alpha', type: 'float', value: 0.5 }] })),
    'The node E (LeakyRelu) has the slope 0.5; only 0.01 is read.',
  ],
  [
    'an unknown attribute',
    withNodes(node('Relu', ['Z'], 'E', { attributes: [{ name: 'broadcast', type: 'int', value: 1 }] })),
    'The node E (Relu) has the attribute broadcast, which is not read.',
  ],
  [
    'a cycle',
    { nodes: [node('Relu', ['Z'], 'P'), node('Relu', ['P'], 'Z')] },
    'The node P (Relu) takes "Z", which nothing before it makes.',
  ],
  [
    'a value that is made twice',
    withNodes(node('Relu', ['Z'], 'P')),
    'The graph has two values of the name "P".',
  ],
  [
    'an output that is not made',
    { outputs: [{ name: 'Q', type: 'float', dims: [] }] },
    'The graph gives "Q", which nothing before it makes.',
  ],
  [
    'a skip connection',
    withNodes(node('Add', ['Z', 'P'], 'E')),
    'The node E (Add) takes numbers as input 1, where constant would be read.',
  ],
  [
    'two activations',
    withNodes(node('Relu', ['Z'], 'E'), node('Relu', ['E'], 'F')),
    'The node F (Relu) is an activation elsewhere than behind a layer.',
  ],
  [
    'weights of two layers',
    { nodes: [...plainGraph.nodes, node('MatMul', ['Z', 'W'], 'E')] },
    'The weights W belong to two layers; each must have its own.',
  ],
  [
    'weights that do not fit',
    { inputs: [{ name: 'X', type: 'float', dims: ['N', 5] }] },
    'The node P (MatMul) takes 2 numbers a row where there are 5.',
  ],
  [
    'an image as input',
    { inputs: [{ name: 'X', type: 'float', dims: ['N', 1, 28, 28] }] },
    'The input X is no matrix of numbers, which alone is read.',
  ],
  [
    'texts as input',
    { inputs: [{ name: 'X', type: 'string', dims: ['N', 2] }] },
    'The input X is no matrix of numbers, which alone is read.',
  ],
  [
    'no layer',
    { nodes: [], outputs: [{ name: 'X', type: 'float', dims: [] }] },
    'The output X does not come from a layer.',
  ],
  [
    'too many nodes',
    withNodes(...Array.from({ length: 10_000 }, (_, i) => node('Identity', ['Z'], `I${i}`))),
    'The graph has 10002 nodes; 10000 are read at most.',
  ],
  [
    'a constant that is copied over and over',
    {
      initializers: [
        ...plainGraph.initializers,
        { name: 'c', dims: [100_000], type: 'float', values: new Float32Array(100_000) },
      ],
      nodes: [
        ...Array.from({ length: 100 }, (_, i) => node('Add', ['X', 'c'], `A${i}`)),
        ...plainGraph.nodes,
      ],
      inputs: [{ name: 'X', type: 'float', dims: ['N', 100_000] }],
    },
    'takes what many nodes before it have taken.',
  ],
  [
    'values that do not fill a shape',
    { initializers: [{ ...plainGraph.initializers[0], dims: [2 ** 20, 2 ** 20] }] },
    'The tensor W has 24 bytes; it must have 4398046511104.',
  ],
  [
    'a shape beyond all numbers',
    { initializers: [{ ...plainGraph.initializers[0], dims: [2 ** 40, 2 ** 40] }] },
    'The tensor W has the dimensions 1099511627776 × 1099511627776, which are none.',
  ],
  [
    'a shape below 0',
    { initializers: [{ ...plainGraph.initializers[0], dims: [-2, -3] }] },
    'The tensor W has the dimensions -2 × -3, which are none.',
  ],
] satisfies [string, Partial<Graph>, string][])('a file with %s is refused', (_, graph, message) => {
  expect(() => decodeOnnx(fileOf(graph))).toThrow(FormatError)
  expect(() => decodeOnnx(fileOf(graph))).toThrow(message)
})

test('operators of before version 7 are refused', () => {
  const old = fileOf({}, { opsets: [{ domain: '', version: 6 }] })
  expect(() => decodeOnnx(old)).toThrow(
    new FormatError('The operators are of the version 6; those from 7 on are read.'),
  )
})

/** A message of protobuf as one field of another. */
const field = (number: number, bytes: Uint8Array): Uint8Array =>
  Uint8Array.of((number << 3) | 2, bytes.length, ...bytes)

test.each([
  [
    'numbers of another file',
    Uint8Array.of(0x08, 1, 0x10, 1, 0x70, 1),
    'The numbers of a tensor lie in another file, which is not read.',
  ],
  [
    'float16',
    Uint8Array.of(0x08, 1, 0x10, 10),
    'The tensor  is of the type 10; only these are read: float, int32, int64, string, bool, double.',
  ],
  ['half a field', Uint8Array.of(0x08), 'The file is no protobuf message, or is cut off.'],
  ['a length beyond the file', Uint8Array.of(0x4a, 0x7f), 'A message of 2 bytes ends within a field.'],
])('a tensor with %s is refused', (_, bytes, message) => {
  expect(() => decodeOnnx(field(7, field(5, bytes)))).toThrow(new FormatError(message))
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
})

/** A file of ours with other metadata. */
function withOther(change: (metadata: Record<string, unknown>) => unknown): Uint8Array {
  const file = readModel(encodeOnnx(own))
  const [{ key, value }] = file.metadata
  const changed = change(JSON.parse(value) as Record<string, unknown>)
  return writeModel({ ...file, metadata: [{ key, value: JSON.stringify(changed) }] })
}

test.each([
  [() => null, 'The metadata are no object.'],
  [(metadata) => ({ ...metadata, version: 2 }), 'The metadata are of the version 2; only 1 is read.'],
  [(metadata) => ({ ...metadata, names: ['W1'] }), 'The metadata must have 4 names of parameters.'],
  [
    (metadata) => ({ ...metadata, notes: { seed: 1 } }),
    'The file holds no model: model.notes["seed"] is 1; it must be a string, such as "1".',
  ],
  [
    (metadata) => ({ ...metadata, target: { kind: 'classes', name: 'kind', labels: ['a', 'c', 'b'] } }),
    'The graph is not the one that the metadata of bilayer tell of',
  ],
  [
    (metadata) => ({
      ...metadata,
      target: { kind: 'classes', name: 'kind', labels: Array.from({ length: 10_001 }, (_, i) => i) },
    }),
    'The metadata have 10001 categories of one column; 10000 are written and read at most.',
  ],
] satisfies [(metadata: Record<string, unknown>) => unknown, string][])(
  'metadata that are not those of the graph are refused: %s',
  (change, message) => {
    expect(() => decodeOnnx(withOther(change))).toThrow(message)
    expect(() => decodeOnnx(withOther(change))).toThrow(FormatError)
  },
)

describe('hostile files', () => {
  /** What reading a file throws that is no FormatError. */
  function wrongError(bytes: Uint8Array): unknown {
    try {
      decodeOnnx(bytes)
      return undefined
    } catch (error) {
      return error instanceof FormatError ? undefined : error
    }
  }

  const mutations = fc.array(
    fc.record({
      at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      cut: fc.nat(3),
      put: fc.uint8Array({ maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 4 },
  )

  test('no mutation of a file gives anything but a FormatError', async () => {
    const files = await Promise.all(names.map(read))
    const property = fc.property(fc.constantFrom(...files, encodeOnnx(own)), mutations, (file, changes) => {
      const bytes = changes.reduce((all: readonly number[], { at, cut, put }) => {
        const place = Math.floor(at * all.length)
        return all.toSpliced(place, cut, ...put)
      }, Array.from(file))
      expect(wrongError(Uint8Array.from(bytes))).toBeUndefined()
    })
    fc.assert(property, { numRuns: 8000 })
  })

  /** One value of a list in another place, and one gone. */
  const shuffled = <T>(list: readonly T[], from: number, to: number): T[] =>
    list.length === 0 ? [] : list.with(to % list.length, list[from % list.length])

  test('no graph of wrong nodes, names and shapes gives anything but a FormatError', async () => {
    const files = (await Promise.all(names.map(read))).map(readModel)
    const property = fc.property(
      fc.constantFrom(...files),
      fc.array(fc.nat(50), { minLength: 6, maxLength: 6 }),
      (file, places) => {
        const [what, at, from, to, other, size] = places
        const { graph } = file
        const nodes = graph.nodes.map((one, i) => {
          if (i !== at % graph.nodes.length) return one
          const strange = graph.nodes[other % graph.nodes.length]
          if (what % 5 === 0)
            return { ...one, inputs: shuffled([...one.inputs, ...strange.inputs], from, to) }
          if (what % 5 === 1) return { ...one, op: strange.op, domain: strange.domain }
          if (what % 5 === 2) return { ...one, attributes: strange.attributes }
          return what % 5 === 3 ? strange : { ...one, inputs: one.inputs.slice(1) }
        })
        const initializers = graph.initializers.map((constant, i) =>
          i === size ? { ...constant, dims: shuffled([...constant.dims, 1, 0], from, to) } : constant,
        )
        expect(wrongError(writeModel({ ...file, graph: { ...graph, nodes, initializers } }))).toBeUndefined()
      },
    )
    fc.assert(property, { numRuns: 3000 })
  })

  test('no random bytes give anything but a FormatError', () => {
    const property = fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(wrongError(bytes)).toBeUndefined()
    })
    fc.assert(property, { numRuns: 2000 })
  })
})
