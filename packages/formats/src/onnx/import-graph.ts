import { FormatError } from '@bilayer/core'
import type { Model } from '../model.ts'
import { importedModel } from './imported-model.ts'
import { numbers, type Value } from './network.ts'
import { createNodeReader, nodeName } from './node-reader.ts'
import { ML_OPERATORS, type Operator, OPERATORS } from './operators/index.ts'
import { type Graph, ML, type Node, type Port } from './proto.ts'

/** More than any multilayer perceptron has. */
const MOST_NODES = 10_000
const MOST_LAYERS = 1000

/** Numbers that nodes may copy beyond four times those of the file: a small file could ask for any memory otherwise. */
const MOST_COPIED = 4_000_000

/** The name of an input that a node may do without, and does. */
const LEFT_OUT = ''

/**
 * The model that a graph of another program is, read node by node. What is not known to be part of a multilayer perceptron is
 * refused by a `FormatError` that names the node.
 */
export function importGraph(graph: Graph): Model {
  if (graph.nodes.length > MOST_NODES) {
    throw new FormatError(`The graph has ${graph.nodes.length} nodes; ${MOST_NODES} are read at most.`)
  }
  checkLayers(graph.nodes)
  const values = startOf(graph)
  let left = MOST_COPIED + 4 * costOf([...values.values()])
  for (const node of graph.nodes) {
    const inputs = node.inputs.map((name) =>
      name === LEFT_OUT ? undefined : valueOf(values, name, `${nodeName(node)} takes`),
    )
    left -= costOf(inputs)
    if (left < 0) throw new FormatError(`${nodeName(node)} takes what many nodes before it have taken.`)
    define(values, node.outputs[0], readNode(node, inputs))
  }
  const outputs = graph.outputs.map(({ name }) => ({ name, value: valueOf(values, name, 'The graph gives') }))
  return importedModel(outputs)
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
  return numbers({ input: { names: [name], size, shifts: [0], scales: [1] }, layers: [] })
}

function readNode(node: Node, inputs: readonly (Value | undefined)[]): Value {
  const operator = operatorOf(node)
  if (operator === undefined || node.outputs.length === 0) {
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
const costOf = (inputs: readonly (Value | undefined)[]): number =>
  inputs.reduce((sum, value) => {
    if (value === undefined) return sum
    if (value.kind === 'constant') return sum + value.constant.values.length
    const { input, layers } = value.network
    return sum + input.shifts.length + input.scales.length + layers.length
  }, 0)

function checkLayers(nodes: readonly Node[]): void {
  const count = nodes.filter(({ op }) => op === 'Gemm' || op === 'MatMul').length
  if (count <= MOST_LAYERS) return
  throw new FormatError(`The graph has ${count} products; ${MOST_LAYERS} are read at most.`)
}
