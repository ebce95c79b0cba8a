import type { Category } from '@bilayer/data'
import type { ActivationName } from '../model.ts'
import { LEAK } from './model-graph.ts'
import {
  at,
  classesOf,
  type ImportedLayer,
  type Input,
  lastLayer,
  type Network,
  type Value,
  withLast,
} from './network.ts'
import type { NodeReader } from './node-reader.ts'
import { type Constant, ELEMENT_TYPES, keyOf } from './proto.ts'

type Numbers = Extract<Value, { kind: 'numbers' }>

/** What an operator makes of the values that it takes, and the attributes that it knows. */
export interface Operator {
  readonly attributes: readonly string[]
  readonly read: (node: NodeReader) => Value
}

/** All but constants, each of which belongs to the node that takes it. */
const KINDS = ['numbers', 'complement', 'probabilities', 'places', 'labels', 'map'] as const

const operator = (read: Operator['read'], ...attributes: readonly string[]): Operator => ({
  read,
  attributes,
})

/** The operators of multilayer perceptrons, as PyTorch and skl2onnx write them. */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  Constant: operator((node) => ({ kind: 'constant', constant: node.tensor('value') }), 'value'),
  Identity: operator((node) => node.take(0, ...KINDS)),
  Cast: operator(readCast, 'to'),
  Flatten: operator(readFlatten, 'axis'),
  Reshape: operator(readReshape),
  Gemm: operator(readGemm, 'alpha', 'beta', 'transA', 'transB'),
  MatMul: operator(readMatMul),
  Add: operator(readAdd),
  Sub: operator(readSub),
  Mul: operator((node) => scaleInput(node, (factor) => 1 / factor)),
  Div: operator((node) => scaleInput(node, (divisor) => divisor)),
  Relu: operator((node) => activate(node, 'relu')),
  Tanh: operator((node) => activate(node, 'tanh')),
  Sigmoid: operator((node) => activate(node, 'sigmoid')),
  LeakyRelu: operator(readLeakyRelu, 'alpha'),
  Softmax: operator(readSoftmax, 'axis'),
  Concat: operator(readConcat, 'axis'),
  ArgMax: operator(readArgMax, 'axis', 'keepdims', 'select_last_index'),
  Gather: operator((node) => readLabels(node), 'axis'),
}

/** Those of ai.onnx.ml. */
export const ML_OPERATORS: Readonly<Record<string, Operator>> = {
  Scaler: operator(readScaler, 'offset', 'scale'),
  ArrayFeatureExtractor: operator((node) => readLabels(node)),
  ZipMap: operator(readZipMap, 'classlabels_strings', 'classlabels_int64s'),
}

/** Another type of number changes nothing that is read: all numbers become float32. */
function readCast(node: NodeReader): Value {
  const value = node.take(0, 'numbers', 'probabilities', 'places', 'labels')
  const type = keyOf(ELEMENT_TYPES, node.number('to', 0))
  const isNumber = type !== undefined && type !== 'string' && type !== 'bool'
  const isWhole = type === 'int32' || type === 'int64'
  const fits =
    value.kind === 'labels'
      ? castKeeps(value.labels, type)
      : isNumber && isWhole === (value.kind === 'places')
  if (!fits) throw node.refused(`makes ${type ?? 'an unknown type'} of ${value.kind}, which is not read`)
  return value
}

/** Whether labels stay what they are as another type. */
function castKeeps(labels: readonly Category[], type: string | undefined): boolean {
  if (type === 'string' || type === 'bool')
    return labels.every((label) => typeof label === (type === 'bool' ? 'boolean' : type))
  if (type === 'int32' || type === 'int64') return labels.every(Number.isSafeInteger)
  return type !== undefined && labels.every((label) => typeof label === 'number')
}

function readFlatten(node: NodeReader): Value {
  if (node.number('axis', 1) !== 1) throw node.refused('has another axis than 1')
  return node.take(0, 'numbers')
}

/** A shape that keeps a row a row. */
function readReshape(node: NodeReader): Value {
  const value = node.take(0, 'numbers', 'labels')
  const shape = Array.from(numbersOf(node, node.constant(1)))
  const cols = value.kind === 'labels' ? 1 : sizeOf(value.network)
  const [rows, size = 1] = shape
  const keeps =
    shape.length <= 2 && (rows === -1 || rows === 0) && (size === cols || (size === -1 && rows === 0))
  if (!keeps) throw node.refused(`gives rows the shape ${shape.slice(0, 9).join(' × ')}, which is not read`)
  return value
}

function readGemm(node: NodeReader): Value {
  if (node.number('alpha', 1) !== 1 || node.number('beta', 1) !== 1 || node.number('transA', 0) !== 0) {
    throw node.refused('has alpha, beta or transA, of which only 1, 1 and 0 are read')
  }
  const network = addLayer(node, node.number('transB', 0) !== 0)
  return {
    kind: 'numbers',
    network: node.inputs.length > 2 ? addBias(node, network, node.constant(2)) : network,
  }
}

function readMatMul(node: NodeReader): Value {
  return { kind: 'numbers', network: addLayer(node, false) }
}

/** A layer of W, as it is where it was transposed already, for the product takes rows. */
function addLayer(node: NodeReader, isTransposed: boolean): Network {
  const { network } = node.take(0, 'numbers')
  const weights = node.constant(1)
  const [first, second] = weights.dims
  if (weights.dims.length !== 2 || first < 1 || second < 1)
    throw node.refused('takes weights that are no matrix')
  const [rows, cols] = isTransposed ? [first, second] : [second, first]
  const values = numbersOf(node, weights)
  const W = Float32Array.from({ length: rows * cols }, (_, i) =>
    isTransposed ? values[i] : values[(i % cols) * rows + Math.floor(i / cols)],
  )
  const size = sizeOf(network)
  if (size !== undefined && size !== cols)
    throw node.refused(`takes ${cols} numbers a row where there are ${size}`)
  return { ...network, layers: [...network.layers, { rows, cols, W }] }
}

/** Before the first layer what is added is a shift, and behind a product a bias. */
function readAdd(node: NodeReader): Value {
  const place = node.inputs[0]?.kind === 'constant' ? 1 : 0
  const { network } = node.take(place, 'numbers')
  const added = node.constant(1 - place)
  if (network.layers.length > 0) return { kind: 'numbers', network: addBias(node, network, added) }
  return shiftInput(
    node,
    network,
    rowOf(node, added, network.input.size).map((number) => -number),
  )
}

function addBias(node: NodeReader, network: Network, biases: Constant): Network {
  const layer = lastLayer(network)
  if (layer === undefined || layer.b !== undefined || layer.activation !== undefined) {
    throw node.refused('adds a constant elsewhere than behind a product')
  }
  const values = rowOf(node, biases, layer.rows)
  return withLast(network, {
    ...layer,
    b: Float32Array.from({ length: layer.rows }, (_, i) => at(values, i)),
  })
}

/** Before the first layer a shift, and elsewhere 1 − p. */
function readSub(node: NodeReader): Value {
  if (node.inputs[0]?.kind === 'constant') return complement(node)
  const { network } = node.take(0, 'numbers')
  return shiftInput(node, network, rowOf(node, node.constant(1), network.input.size))
}

function complement(node: NodeReader): Value {
  const { network } = node.take(1, 'numbers')
  const one = numbersOf(node, node.constant(0))
  const layer = lastLayer(network)
  if (one.length === 1 && one[0] === 1 && layer?.rows === 1 && layer.activation === 'sigmoid') {
    return { kind: 'complement', network }
  }
  throw node.refused('subtracts from a constant what is no single probability')
}

/** (x − shift) / scale − more = (x − (shift + more · scale)) / scale. */
function shiftInput(node: NodeReader, network: Network, more: readonly number[]): Numbers {
  const { input } = inputAlone(node, network)
  const shifts = combined(node, more, input.scales, (shift, scale) => shift * scale)
  return withInput(node, network, {
    shifts: combined(node, input.shifts, shifts, (shift, other) => shift + other),
  })
}

/** (x − shift) / scale / divisor. */
function divideInput(node: NodeReader, network: Network, divisors: readonly number[]): Value {
  const { input } = inputAlone(node, network)
  const scales = combined(node, input.scales, divisors, (scale, divisor) => scale * divisor)
  return withInput(node, network, { scales })
}

/** Multiplication or division before the first layer. */
function scaleInput(node: NodeReader, divisorOf: (value: number) => number): Value {
  const { network } = node.take(0, 'numbers')
  return divideInput(node, network, rowOf(node, node.constant(1), network.input.size).map(divisorOf))
}

/** (x − offset) · scale. */
function readScaler(node: NodeReader): Value {
  const { network } = node.take(0, 'numbers')
  const [offsets, factors] = ['offset', 'scale'].map((name) => node.list(name)?.map(Number) ?? [])
  const shifted = shiftInput(node, network, offsets)
  return divideInput(
    node,
    shifted.network,
    factors.map((factor) => 1 / factor),
  )
}

function inputAlone(node: NodeReader, { input, layers }: Network): { readonly input: Input } {
  if (layers.length === 0) return { input }
  throw node.refused('shifts or scales numbers behind a layer, which is not read')
}

function withInput(node: NodeReader, network: Network, change: Partial<Input>): Numbers {
  const input = { ...network.input, ...change }
  const fits =
    input.shifts.every(Number.isFinite) && input.scales.every((scale) => scale > 0 && Number.isFinite(scale))
  if (!fits) throw node.refused('shifts or scales numbers by what is not finite, or not above 0')
  return { kind: 'numbers', network: { ...network, input } }
}

/** Two rows, number by number; a row of one number, or of none said, is for all columns. */
function combined(
  node: NodeReader,
  left: readonly number[],
  right: readonly number[],
  of: (left: number, right: number) => number,
): number[] {
  const length = Math.max(left.length, right.length)
  if ([left, right].every((row) => row.length === length || row.length === 1)) {
    return Array.from({ length }, (_, i) => of(at(left, i), at(right, i)))
  }
  throw node.refused(`takes rows of ${left.length} and of ${right.length} numbers`)
}

function activate(node: NodeReader, activation: ActivationName): Numbers {
  const { network } = node.take(0, 'numbers')
  const layer = lastLayer(network)
  if (layer !== undefined && layer.activation === undefined) {
    return { kind: 'numbers', network: withLast(network, { ...layer, activation }) }
  }
  throw node.refused('is an activation elsewhere than behind a layer')
}

function readLeakyRelu(node: NodeReader): Value {
  const alpha = node.number('alpha', LEAK)
  if (Math.fround(alpha) === Math.fround(LEAK)) return activate(node, 'leakyRelu')
  throw node.refused(`has the slope ${alpha}; only ${LEAK} is read`)
}

/** Two logits become their difference, the log odds of the second. */
function readSoftmax(node: NodeReader): Value {
  const { network } = node.take(0, 'numbers')
  const layer = lastLayer(network)
  if (layer === undefined || layer.activation !== undefined || layer.rows < 2 || !isColumnAxis(node)) {
    throw node.refused('is a softmax of other than the outputs of a layer of two or more')
  }
  return { kind: 'probabilities', network: layer.rows === 2 ? withLast(network, logOdds(layer)) : network }
}

function logOdds({ cols, W, b = new Float32Array(2) }: ImportedLayer): ImportedLayer {
  const difference = Float32Array.from({ length: cols }, (_, j) => W[cols + j] - W[j])
  return { rows: 1, cols, W: difference, b: Float32Array.of(b[1] - b[0]) }
}

/** Columns side by side, or 1 − p beside p. */
function readConcat(node: NodeReader): Value {
  if (!isColumnAxis(node)) throw node.refused('joins along another axis than the columns')
  if (node.inputs[0]?.kind !== 'complement') return joined(node)
  const { network } = node.take(0, 'complement')
  const layer = lastLayer(network)
  if (node.inputs.length !== 2 || node.take(1, 'numbers').network !== network || layer === undefined) {
    throw node.refused('joins 1 − p with other than p')
  }
  const { activation: _, ...logits } = layer
  return { kind: 'probabilities', network: withLast(network, logits) }
}

function joined(node: NodeReader): Value {
  const inputs = node.inputs.map((_, place) => node.take(place, 'numbers').network)
  const areColumns = inputs.every(
    ({ input, layers }) => layers.length === 0 && input.size === 1 && isUnscaled(input),
  )
  const names = inputs.flatMap(({ input }) => input.names)
  if (!areColumns || new Set(names).size < names.length) {
    throw node.refused('joins other than the inputs of a column each, each once')
  }
  const input = { names, size: names.length, shifts: [0], scales: [1] }
  return { kind: 'numbers', network: { input, layers: [] } }
}

function readArgMax(node: NodeReader): Value {
  if (!isColumnAxis(node, 0) || node.number('select_last_index', 0) !== 0) {
    throw node.refused('finds other than the first place of the largest column')
  }
  return { kind: 'places', network: node.take(0, 'probabilities').network }
}

function readLabels(node: NodeReader): Value {
  const { network } = node.take(1, 'places')
  const classes = node.constant(0)
  if (node.number('axis', 0) !== 0) throw node.refused('takes labels along another axis than the first')
  return { kind: 'labels', network, labels: labelsOf(node, network, labelValues(classes)) }
}

function readZipMap(node: NodeReader): Value {
  const { network } = node.take(0, 'probabilities')
  const labels = node.list('classlabels_strings') ?? node.list('classlabels_int64s') ?? []
  return { kind: 'map', network, labels: labelsOf(node, network, labels) }
}

function labelsOf(node: NodeReader, network: Network, labels: readonly Category[]): readonly Category[] {
  const count = classesOf(network)
  if (labels.length === count) return labels
  throw node.refused(`has ${labels.length} labels for ${count} classes`)
}

const labelValues = ({ type, values }: Constant): readonly Category[] =>
  Array.from(values as ArrayLike<string | number>, (value) => (type === 'bool' ? value !== 0 : value))

/** The axis of the columns of rows. */
const isColumnAxis = (node: NodeReader, otherwise = -1): boolean =>
  [1, -1].includes(node.number('axis', otherwise))

const isUnscaled = ({ shifts, scales }: Input): boolean =>
  shifts.every((shift) => shift === 0) && scales.every((scale) => scale === 1)

/** How many numbers a row has, where it is known. */
const sizeOf = (network: Network): number | undefined => lastLayer(network)?.rows ?? network.input.size

function numbersOf(node: NodeReader, { type, values }: Constant): ArrayLike<number> {
  if (type !== 'string') return values
  throw node.refused('takes texts where numbers would be read')
}

/** A constant that is one row of `size` numbers, or one number for all. */
function rowOf(node: NodeReader, constant: Constant, size: number | undefined): number[] {
  const values = Array.from(numbersOf(node, constant))
  const isRow = constant.dims.slice(0, -1).every((length) => length === 1)
  if (isRow && (values.length === 1 || values.length === (size ?? values.length))) return values
  throw node.refused(
    `takes a constant of ${constant.dims.join(' × ')} where a row of ${size ?? 'so many'} numbers would be read`,
  )
}
