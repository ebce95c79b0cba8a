import type { Encoding, Target } from '@bilayer/data'
import { FormatError } from '@bilayer/core'
import type { Model } from '../model.ts'
import { at, classesOf, type Network, type Value } from './network.ts'
import { createNodeReader, nodeName } from './node-reader.ts'
import { ML_OPERATORS, type Operator, OPERATORS } from './operators.ts'
import { type Graph, ML, type Node, type Port } from './proto.ts'

/** More than any multilayer perceptron has. */
const MOST_NODES = 10_000
const MOST_LAYERS = 1000

/** Numbers that nodes may copy beyond four times those of the file. */
const MOST_COPIED = 4_000_000

/**
 * The model that a graph of another program is, read node by node. What is not known to be part of a multilayer perceptron is
 * refused by a `FormatError` that names the node.
 */
export function importGraph(graph: Graph): Model {
  if (graph.nodes.length > MOST_NODES) {
    throw new FormatError(`The graph has ${graph.nodes.length} nodes; ${MOST_NODES} are read at most.`)
  }
  checkProducts(graph.nodes)
  const values = startOf(graph)
  let left = MOST_COPIED + 4 * costOf([...values.values()])
  for (const node of graph.nodes) {
    const inputs = node.inputs.map((name) => valueOf(values, name, `${nodeName(node)} takes`))
    left -= costOf(inputs)
    if (left < 0) throw new FormatError(`${nodeName(node)} takes what many nodes before it have taken.`)
    define(values, node.outputs[0], readNode(node, inputs))
  }
  const outputs = graph.outputs.map(({ name }) => ({ name, value: valueOf(values, name, 'The graph gives') }))
  return modelOf(outputs)
}

/** The constants and inputs of a graph. Old files list constants among the inputs too. */
function startOf(graph: Graph): Map<string, Value> {
  const values = new Map<string, Value>()
  for (const constant of graph.initializers) define(values, constant.name, { kind: 'constant', constant })
  for (const port of graph.inputs) {
    if (values.get(port.name)?.kind !== 'constant') define(values, port.name, inputOf(port))
  }
  return values
}

function define(values: Map<string, Value>, name: string, value: Value): void {
  if (values.has(name)) throw new FormatError(`The graph has two values of the name ${JSON.stringify(name)}.`)
  values.set(name, value)
}

function valueOf(values: ReadonlyMap<string, Value>, name: string, who: string): Value {
  const value = values.get(name)
  if (value !== undefined) return value
  throw new FormatError(`${who} ${JSON.stringify(name)}, which nothing before it makes.`)
}

function inputOf({ name, type, dims }: Port): Value {
  const isNumber = type === 'float' || type === 'double' || type === 'int64' || type === 'int32'
  if (!isNumber || dims.length > 2) {
    throw new FormatError(`The input ${name} is no matrix of numbers, which alone is read.`)
  }
  const size = typeof dims[1] === 'number' && dims[1] > 0 ? dims[1] : undefined
  return {
    kind: 'numbers',
    network: { input: { names: [name], size, shifts: [0], scales: [1] }, layers: [] },
  }
}

function readNode(node: Node, inputs: readonly Value[]): Value {
  const operator = operatorOf(node)
  if (operator === undefined || node.outputs.length !== 1) {
    throw new FormatError(`${nodeName(node)} is no part of a multilayer perceptron that is read.`)
  }
  return operator.read(createNodeReader(node, inputs, operator.attributes))
}

function operatorOf({ domain, op }: Node): Operator | undefined {
  const operators = domain === ML ? ML_OPERATORS : OPERATORS
  const isKnown = (domain === ML || domain === '' || domain === 'ai.onnx') && Object.hasOwn(operators, op)
  return isKnown ? operators[op] : undefined
}

/** How many numbers a node may copy at most: those of its constants, of the scaling and of the layers so far. */
const costOf = (inputs: readonly Value[]): number =>
  inputs.reduce((sum, value) => {
    if (value.kind === 'constant') return sum + value.constant.values.length
    const { input, layers } = value.network
    return sum + input.shifts.length + input.scales.length + layers.length
  }, 0)

/** Throws `FormatError` for weights of several layers, with which a small file could ask for any memory, and for too many layers. */
function checkProducts(nodes: readonly Node[]): void {
  const weights = nodes.filter(({ op }) => op === 'Gemm' || op === 'MatMul').map(({ inputs }) => inputs[1])
  if (weights.length > MOST_LAYERS) {
    throw new FormatError(`The graph has ${weights.length} products; ${MOST_LAYERS} are read at most.`)
  }
  const second = weights.find((name, i) => weights.indexOf(name) < i)
  if (second !== undefined)
    throw new FormatError(`The weights ${second} belong to two layers; each must have its own.`)
}

interface Output {
  readonly name: string
  readonly value: Value
}

function modelOf(outputs: readonly Output[]): Model {
  const networks = new Set(outputs.map(({ name, value }) => networkOf(name, value)))
  const [network] = networks
  if (networks.size !== 1)
    throw new FormatError(`The graph gives outputs of ${networks.size} networks; one is read.`)
  const target = targetOf(outputs, network)
  const encoding = encodingOf(network)
  const layers = network.layers.flatMap(({ rows, cols, W, b = new Float32Array(rows) }, l) => [
    { name: `W${l + 1}`, rows, cols, values: W },
    { name: `b${l + 1}`, rows, cols: 1, values: b },
  ])
  return {
    parameters: layers,
    activations: network.layers.map(({ activation = 'identity' }) => activation),
    ...(encoding === undefined ? {} : { encoding }),
    ...(target === undefined ? {} : { target }),
    notes: {},
  }
}

function networkOf(name: string, value: Value): Network {
  if (value.kind !== 'constant' && value.kind !== 'complement' && value.network.layers.length > 0)
    return value.network
  throw new FormatError(`The output ${name} does not come from a layer.`)
}

/** Nothing where the one output is what the network makes. Classes without labels are counted from 0. */
function targetOf(outputs: readonly Output[], network: Network): Target | undefined {
  if (outputs.length === 1 && outputs[0].value.kind === 'numbers') return undefined
  const numbers = outputs.find(({ value }) => value.kind === 'numbers')
  if (numbers !== undefined)
    throw new FormatError(`The output ${numbers.name} is no label and no probability, as others are.`)
  const lists = outputs.flatMap(({ value }) => ('labels' in value ? [value.labels] : []))
  const [labels = Array.from({ length: classesOf(network) }, (_, place) => place)] = lists
  if (!lists.every((list) => list.every((label, i) => label === labels[i]))) {
    throw new FormatError('The outputs have different labels for one class.')
  }
  const { name } = outputs.find(({ value }) => value.kind === 'labels') ?? outputs[0]
  return { kind: 'classes', name, labels }
}

/** Columns where there are several inputs, or where numbers are scaled: those of one input are x0, x1, …, as in scikit-learn. */
function encodingOf({ input, layers }: Network): Encoding | undefined {
  const { names, shifts, scales } = input
  const scaled = shifts.some((shift) => shift !== 0) || scales.some((scale) => scale !== 1)
  if (names.length === 1 && !scaled) return undefined
  const { cols } = layers[0]
  if ([shifts, scales].some((row) => row.length !== 1 && row.length !== cols)) {
    throw new FormatError(
      `The graph scales ${Math.max(shifts.length, scales.length)} numbers a row; the first layer takes ${cols}.`,
    )
  }
  return Array.from({ length: cols }, (_, i) => ({
    kind: 'number',
    name: names.length === 1 ? `x${i}` : names[i],
    shift: at(shifts, i),
    scale: at(scales, i),
    missing: null,
  }))
}
