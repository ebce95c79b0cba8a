import { FormatError } from '@bilayer/core'
import { expect, test } from 'vitest'
import { double, fileOf, int64, node, plainGraph, withNodes } from '../testing/graphs.ts'
import { decodeOnnx } from './index.ts'
import type { Graph, Node } from './proto.ts'

/** The product of the plain graph, with attributes. */
const gemm = (attributes: Readonly<Record<string, number>>): Node =>
  node('Gemm', ['X', 'W'], 'P', {
    attributes: Object.entries(attributes).map(([name, value]) => ({
      name,
      type: name.startsWith('trans') ? 'int' : 'float',
      value,
    })),
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

test('layers may share weights, and pass constants on', () => {
  const square = { name: 'S', dims: [2, 2], type: 'float', values: Float32Array.of(1, 2, 3, 4) } as const
  const { parameters, activations } = decodeOnnx(
    fileOf({
      initializers: [square, double('b', 5, 6)],
      nodes: [
        node('Identity', ['b'], 'same b'),
        node('Gemm', ['X', 'S', 'b'], 'A'),
        node('Tanh', ['A'], 'B'),
        node('Gemm', ['B', 'S', 'same b'], 'Z'),
      ],
    }),
  )
  expect(activations).toEqual(['tanh', 'identity'])
  expect(parameters.slice(2).map(({ values }) => values)).toEqual(
    parameters.slice(0, 2).map(({ values }) => values),
  )
  expect(parameters[0].values).toEqual(Float32Array.of(1, 3, 2, 4))
})

test.each([
  ['as it is', {}, [2, 3], [1, 4, 2, 5, 3, 6]],
  ['transposed', { transB: 1 }, [3, 2], [1, 2, 3, 4, 5, 6]],
])('the weights of a Gemm may stand %s', (_, attributes, dims, expected) => {
  const [W] = plainGraph.initializers
  const [W1, b1] = decodeOnnx(
    fileOf({
      initializers: [{ ...W, dims }],
      nodes: [gemm({ alpha: 1, beta: 1, transA: 0, ...attributes })],
      outputs: [{ name: 'P', type: 'float', dims: [] }],
    }),
  ).parameters
  expect(W1).toEqual({ name: 'W1', rows: 3, cols: 2, values: Float32Array.from(expected) })
  expect(b1.values).toEqual(new Float32Array(3))
})

test.each([
  ['a dropout', node('Dropout', ['Z'], 'E', { outputs: ['E', 'mask'] })],
  ['a dropout that is told not to train', node('Dropout', ['Z', '', 'no'], 'E')],
  ['an Identity', node('Identity', ['Z'], 'E')],
  ['a Flatten', node('Flatten', ['Z'], 'E')],
  ['a Cast', node('Cast', ['Z'], 'E', { attributes: [{ name: 'to', type: 'int', value: 11 }] })],
  ['a Reshape of rows as they are', node('Reshape', ['Z', 'rows'], 'E')],
  [
    'a Reshape of so many columns',
    node('Reshape', ['Z', 'cols'], 'E', { attributes: [{ name: 'allowzero', type: 'int', value: 0 }] }),
  ],
])('%s changes nothing', (_, same) => {
  const constants = [
    { name: 'no', dims: [], type: 'bool', values: [0] } as const,
    int64('rows', 0, -1),
    int64('cols', -1, 3),
  ]
  const graph = { ...withNodes(same), initializers: [...plainGraph.initializers, ...constants] }
  expect(decodeOnnx(fileOf(graph))).toEqual(decodeOnnx(fileOf({})))
})

test('a constant may stand before the numbers that it scales or is added to', () => {
  const { encoding, parameters } = decodeOnnx(
    fileOf({
      initializers: [...plainGraph.initializers, double('tenth', 0.5), double('one', 1, 2)],
      inputs: [{ name: 'x', type: 'float', dims: ['N', 2] }],
      nodes: [
        node('Add', ['one', 'x'], 's'),
        node('Mul', ['tenth', 's'], 'X'),
        node('MatMul', ['X', 'W'], 'P'),
        node('Add', ['b', 'P'], 'Z'),
      ],
    }),
  )
  expect(encoding?.map((column) => column.kind === 'number' && [column.shift, column.scale])).toEqual([
    [-1, 2],
    [-2, 2],
  ])
  expect(parameters[1].values).toEqual(Float32Array.of(7, 8, 9))
})

test.each([7, 9, 12, 13, 17, 21])('operators of version %d are read', (version) => {
  expect(decodeOnnx(fileOf({}, { opsets: [{ domain: 'ai.onnx', version }] }))).toEqual(decodeOnnx(fileOf({})))
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
    'a factor of a product',
    { nodes: [gemm({ alpha: 0.5 }), node('Add', ['P', 'b'], 'Z')] },
    'The node P (Gemm) has alpha, beta or transA, of which only 1, 1 and 0 are read.',
  ],
  [
    'a factor of a bias',
    { nodes: [gemm({ beta: 2 }), node('Add', ['P', 'b'], 'Z')] },
    'The node P (Gemm) has alpha, beta or transA, of which only 1, 1 and 0 are read.',
  ],
  [
    'columns as samples',
    { nodes: [gemm({ transA: 1 }), node('Add', ['P', 'b'], 'Z')] },
    'The node P (Gemm) has alpha, beta or transA, of which only 1, 1 and 0 are read.',
  ],
  [
    'a dropout of a training',
    {
      ...withNodes(node('Dropout', ['Z', '', 'mode'], 'D')),
      initializers: [...plainGraph.initializers, { name: 'mode', dims: [], type: 'bool', values: [1] }],
    },
    'The node D (Dropout) is of a training; a model that predicts is read.',
  ],
  [
    'another shape of rows',
    {
      ...withNodes(node('Reshape', ['Z', 'shape'], 'R')),
      initializers: [...plainGraph.initializers, int64('shape', 1, -1)],
    },
    'The node R (Reshape) gives rows the shape 1 × -1, which is not read.',
  ],
  [
    'weights beyond float32',
    { initializers: [plainGraph.initializers[0], double('b', 1, 1e300, 2)] },
    'The node Z (Add) holds 1e+300, which is beyond float32.',
  ],
  [
    'a constant that is left out',
    { nodes: [node('MatMul', ['X', ''], 'Z')] },
    'The node Z (MatMul) takes nothing as input 1, where constant would be read.',
  ],
  [
    'a bias that is no row',
    { initializers: [plainGraph.initializers[0], double('b', 1, 2)] },
    'The node Z (Add) takes a constant of 2 where a row of 3 numbers would be read.',
  ],
  [
    'too many products',
    withNodes(...Array.from({ length: 1000 }, (_, i) => node('MatMul', ['Z', 'W'], `P${i}`))),
    'The graph has 1001 products; 1000 are read at most.',
  ],
  [
    'outputs of two networks',
    { outputs: ['P', 'Z'].map((name) => ({ name, type: 'float', dims: [] })) },
    'The graph gives outputs of 2 networks; one is read.',
  ],
  [
    'logits beside probabilities',
    {
      nodes: [...plainGraph.nodes, node('Softmax', ['Z'], 'S')],
      outputs: ['Z', 'S'].map((name) => ({ name, type: 'float', dims: [] })),
    },
    'The output Z is no label and no probability, as others are.',
  ],
  [
    'two labels of one class',
    {
      nodes: [
        ...plainGraph.nodes,
        node('Softmax', ['Z'], 'S'),
        node('ArgMax', ['S'], 'A', { attributes: [{ name: 'axis', type: 'int', value: 1 }] }),
        node('Gather', ['some', 'A'], 'L'),
        node('Gather', ['others', 'A'], 'M'),
      ],
      initializers: [...plainGraph.initializers, int64('some', 1, 2, 3), int64('others', 1, 2, 4)],
      outputs: ['L', 'M'].map((name) => ({ name, type: 'int64', dims: [] })),
    },
    'The outputs have different labels for one class.',
  ],
  [
    'more columns scaled than taken',
    {
      inputs: [{ name: 'x', type: 'float', dims: ['N', 'M'] }],
      nodes: [node('Sub', ['x', 'means'], 'X'), ...plainGraph.nodes],
      initializers: [...plainGraph.initializers, double('means', 1, 2, 3, 4, 5)],
    },
    'The graph scales 5 numbers a row; the first layer takes 2.',
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
