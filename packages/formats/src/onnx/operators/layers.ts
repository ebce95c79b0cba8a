import type { ActivationName } from '../../model.ts'
import { LEAK } from '../model-graph.ts'
import { at, lastLayer, type Network, type Numbers, numbers, rowSizeOf, withLast } from '../network.ts'
import type { NodeReader } from '../node-reader.ts'
import type { Constant } from '../proto.ts'
import { float32Of, numbersOf, rowOf } from './constants.ts'

/** Operators that make a layer: a product, its bias and its activation. */

export function readGemm(node: NodeReader): Numbers {
  if (node.number('alpha', 1) !== 1 || node.number('beta', 1) !== 1 || node.number('transA', 0) !== 0) {
    throw node.refused('has alpha, beta or transA, of which only 1, 1 and 0 are read')
  }
  const network = addLayer(node, node.number('transB', 0) !== 0)
  return numbers(node.inputs[2] === undefined ? network : addBias(node, network, node.constant(2)))
}

export const readMatMul = (node: NodeReader): Numbers => numbers(addLayer(node, false))

/** A layer of W, as it is where it was transposed already, for the product takes rows. */
function addLayer(node: NodeReader, isTransposed: boolean): Network {
  const { network } = node.take(0, 'numbers')
  const weights = node.constant(1)
  const [first, second] = weights.dims
  if (weights.dims.length !== 2 || first < 1 || second < 1)
    throw node.refused('takes weights that are no matrix')
  const [rows, cols] = isTransposed ? [first, second] : [second, first]
  const size = rowSizeOf(network)
  if (size !== undefined && size !== cols)
    throw node.refused(`takes ${cols} numbers a row where there are ${size}`)
  const values = float32Of(node, numbersOf(node, weights))
  const W = isTransposed ? values : transpose(values, rows, cols)
  return { ...network, layers: [...network.layers, { rows, cols, W }] }
}

/** The matrix of so many rows and columns that holds the columns of another as rows. */
const transpose = (values: Float32Array, rows: number, cols: number): Float32Array =>
  Float32Array.from({ length: rows * cols }, (_, i) => values[(i % cols) * rows + Math.floor(i / cols)])

export function addBias(node: NodeReader, network: Network, biases: Constant): Network {
  const layer = lastLayer(network)
  if (layer === undefined || layer.b !== undefined || layer.activation !== undefined) {
    throw node.refused('adds a constant elsewhere than behind a product')
  }
  const row = float32Of(node, rowOf(node, biases, layer.rows))
  return withLast(network, { ...layer, b: Float32Array.from({ length: layer.rows }, (_, i) => at(row, i)) })
}

export function activate(node: NodeReader, activation: ActivationName): Numbers {
  const { network } = node.take(0, 'numbers')
  const layer = lastLayer(network)
  if (layer !== undefined && layer.activation === undefined) {
    return numbers(withLast(network, { ...layer, activation }))
  }
  throw node.refused('is an activation elsewhere than behind a layer')
}

export function readLeakyRelu(node: NodeReader): Numbers {
  const alpha = node.number('alpha', LEAK)
  if (Math.fround(alpha) === Math.fround(LEAK)) return activate(node, 'leakyRelu')
  throw node.refused(`has the slope ${alpha}; only ${LEAK} is read`)
}
