import type { Operation } from '../../library.ts'
import type { Size } from '../../problem.ts'
import type { Graph, Node, Port } from './encode.ts'

/**
 * The derivation's training step as one graph: ONNX Runtime does not differentiate, but it computes the formulas. Samples
 * are rows. The update is folded into the products: Gemm is α A B + β C.
 */
export function stepGraph([m0, m1, m2, n]: Size, learningRate: number): Graph {
  const parameters = [port('W1', m1, m0), port('b1', m1), port('W2', m2, m1), port('b2', m2)]
  const affine = { transB: 1 }
  const update = { transA: 1, alpha: { float: -learningRate } }
  return {
    inputs: [port('X', n, m0), port('Y', n, m2), ...parameters],
    outputs: parameters.map(({ name, dimensions }) => ({ name: `${name}'`, dimensions })),
    nodes: [
      constant('2/n', 2 / n),
      constant('rate', learningRate),
      constant('zero', 0),
      node('Gemm', ['X', 'W1', 'b1'], 'Z', affine),
      node('Relu', ['Z'], 'S'),
      node('Gemm', ['S', 'W2', 'b2'], 'F', affine),
      node('Sub', ['F', 'Y'], 'R'),
      node('Mul', ['2/n', 'R'], 'G2'),
      node('MatMul', ['G2', 'W2'], 'V'),
      node('Greater', ['S', 'zero'], 'D'),
      node('Where', ['D', 'V', 'zero'], 'G1'),
      node('Gemm', ['G2', 'S', 'W2'], "W2'", update),
      node('Gemm', ['G1', 'X', 'W1'], "W1'", update),
      ...biasUpdate('b2', 'G2'),
      ...biasUpdate('b1', 'G1'),
    ],
  }
}

const biasUpdate = (bias: string, gradient: string): Node[] => [
  node('ReduceSum', [gradient], `d${bias}`, { axes: [0], keepdims: 0 }),
  node('Mul', ['rate', `d${bias}`], `change of ${bias}`),
  node('Sub', [bias, `change of ${bias}`], `${bias}'`),
]

/** A graph of one operator. */
export function operationGraph({ name, operands: [a, b] }: Operation): Graph {
  const inputs =
    b === undefined ? [port('a', a.rows, a.cols)] : [port('a', a.rows, a.cols), port('b', b.rows, b.cols)]
  const names = inputs.map((input) => input.name)
  const same = port('c', a.rows, a.cols)
  const graphs: Record<Operation['name'], () => readonly [Node, Port]> = {
    matmul: () => [node('MatMul', names, 'c'), port('c', a.rows, b.cols)],
    relu: () => [node('Relu', names, 'c'), same],
    hadamard: () => [node('Mul', names, 'c'), same],
    add: () => [node('Add', names, 'c'), same],
    colsum: () => [node('ReduceSum', names, 'c', { axes: [1], keepdims: 1 }), port('c', a.rows, 1)],
  }
  const [only, output] = graphs[name]()
  return { inputs, outputs: [output], nodes: [only] }
}

const port = (name: string, ...dimensions: readonly number[]): Port => ({ name, dimensions })

const constant = (name: string, value: number): Node =>
  node('Constant', [], name, { value_float: { float: value } })

const node = (
  op: string,
  inputs: readonly string[],
  output: string,
  attributes: Node['attributes'] = {},
): Node => ({ op, inputs, outputs: [output], attributes })
