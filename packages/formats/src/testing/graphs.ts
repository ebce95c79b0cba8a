import type { Graph, Node, OnnxModel } from '../onnx/proto.ts'
import { writeModel } from '../onnx/write-proto.ts'

/** A file of a graph with some of its members changed, without metadata. */
export const fileOf = (graph: Partial<Graph>, rest: Partial<OnnxModel> = {}): Uint8Array =>
  writeModel({
    irVersion: 8,
    producerName: 'test',
    opsets: [{ domain: '', version: 13 }],
    metadata: [],
    graph: { ...plainGraph, ...graph },
    ...rest,
  })

export const node = (op: string, inputs: string[], output: string, rest: Partial<Node> = {}): Node => ({
  op,
  domain: '',
  name: '',
  inputs,
  outputs: [output],
  attributes: [],
  ...rest,
})

/** X (N × 2) · W + b, 3 outputs. */
export const plainGraph: Graph = {
  name: 'test',
  nodes: [node('MatMul', ['X', 'W'], 'P'), node('Add', ['P', 'b'], 'Z')],
  initializers: [
    { name: 'W', dims: [2, 3], type: 'float', values: Float32Array.of(1, 2, 3, 4, 5, 6) },
    { name: 'b', dims: [3], type: 'float', values: Float32Array.of(7, 8, 9) },
  ],
  inputs: [{ name: 'X', type: 'float', dims: ['N', 2] }],
  outputs: [{ name: 'Z', type: 'float', dims: ['N', 3] }],
  valueInfos: [],
}

/** The graph with nodes behind, the last of which gives the output. */
export const withNodes = (...more: readonly Node[]): Partial<Graph> => ({
  nodes: [...plainGraph.nodes, ...more],
  outputs: [{ name: more[more.length - 1].outputs[0], type: 'float', dims: [] }],
})

export const double = (name: string, ...values: number[]): Graph['initializers'][number] => ({
  name,
  dims: [values.length],
  type: 'double',
  values: Float64Array.from(values),
})

export const int64 = (name: string, ...values: number[]): Graph['initializers'][number] => ({
  name,
  dims: [values.length],
  type: 'int64',
  values,
})
