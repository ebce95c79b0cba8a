import type { Category, Encoding, QuantityTarget, Target } from '@bilayer/data'
import { layersOf } from '../check-model.ts'
import type { ActivationName, Model } from '../model.ts'
import { encodeColumns } from './columns.ts'
import { castTo, createGraphBuilder, type GraphBuilder, int } from './graph-builder.ts'
import { oneKind } from './one-kind.ts'
import type { ConstantValues, Graph } from './proto.ts'

/** The slope of a leaky ReLU below 0. */
export const LEAK = 0.01

/** The operator of each activation, of which identity needs none. */
export const ACTIVATION_OPERATORS = {
  identity: undefined,
  relu: 'Relu',
  leakyRelu: 'LeakyRelu',
  tanh: 'Tanh',
  sigmoid: 'Sigmoid',
} as const satisfies Record<ActivationName, string | undefined>

/** The graph of a model that was checked: what goes in, the layers, and what the outputs mean. */
export function graphOf(model: Model): Graph {
  const { encoding, target } = model
  const graph = createGraphBuilder(encoding?.map(({ name }) => name) ?? ['X'])
  const inputs = encodeInputs(graph, model, encoding)
  const outputs = layersOf(model).reduce((A, { W, b, activation }) => {
    const weights = graph.constant([W.rows, W.cols], { type: 'float', values: W.values })
    const biases = graph.constant([b.rows], { type: 'float', values: b.values })
    return activate(graph, graph.add('Gemm', [A, weights, biases], { transB: int(1) }), activation)
  }, inputs)
  decodeOutputs(graph, outputs, model.parameters[model.parameters.length - 1].rows, target)
  return graph.build('bilayer')
}

const encodeInputs = (graph: GraphBuilder, { parameters }: Model, encoding: Encoding | undefined): string =>
  encoding === undefined ? graph.input('X', 'float', parameters[0].cols) : encodeColumns(graph, encoding)

function activate(graph: GraphBuilder, Z: string, activation: ActivationName): string {
  const op = ACTIVATION_OPERATORS[activation]
  if (op === undefined) return Z
  return graph.add(op, [Z], activation === 'leakyRelu' ? { alpha: { type: 'float', value: LEAK } } : {})
}

function decodeOutputs(graph: GraphBuilder, outputs: string, size: number, target: Target | undefined): void {
  if (target === undefined) graph.output('output', outputs, 'float', size)
  else if (target.kind === 'classes') decodeClasses(graph, outputs, target.labels)
  else graph.output('prediction', rescale(graph, outputs, target), 'float', 1)
}

/** The likeliest label, and the probability of each. The log odds z of two classes are the logits 0 and z. */
function decodeClasses(graph: GraphBuilder, outputs: string, labels: readonly Category[]): void {
  const pair = { type: 'float', values: Float32Array.of(0, 1) } as const
  const logits = labels.length === 2 ? graph.add('Mul', [outputs, graph.constant([1, 2], pair)]) : outputs
  const place = graph.add('ArgMax', [logits], { axis: int(1), keepdims: int(0) })
  const values = labelValues(labels)
  const label = graph.add('Gather', [graph.constant([labels.length], values), place])
  graph.output('label', label, values.type)
  graph.output('probabilities', graph.add('Softmax', [logits], { axis: int(1) }), 'float', labels.length)
}

function labelValues(labels: readonly Category[]): ConstantValues {
  const list = oneKind('The target', labels)
  if (list.kind === 'string') return { type: 'string', values: list.values }
  if (list.kind === 'boolean') return { type: 'bool', values: list.values.map(Number) }
  return list.values.every(Number.isSafeInteger)
    ? { type: 'int64', values: list.values }
    : { type: 'double', values: Float64Array.from(list.values) }
}

/** y · scale + shift, in float64 as everywhere. */
function rescale(graph: GraphBuilder, outputs: string, { shift, scale }: QuantityTarget): string {
  const number = (value: number) => graph.constant([1], { type: 'double', values: Float64Array.of(value) })
  const scaled = graph.add('Mul', [castTo(graph, outputs, 'double'), number(scale)])
  return castTo(graph, graph.add('Add', [scaled, number(shift)]), 'float')
}
