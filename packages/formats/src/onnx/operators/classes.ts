import type { Category } from '@bilayer/data'
import { classesOf, type ImportedLayer, lastLayer, type Network, type Value, withLast } from '../network.ts'
import type { NodeReader } from '../node-reader.ts'
import type { Constant } from '../proto.ts'

/** Operators that make probabilities and labels of what the last layer makes. */

/** Two logits become their difference, the log odds of the second. */
export function readSoftmax(node: NodeReader): Value {
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

/** 1 − p beside p, which is the sigmoid of the log odds. */
export function joinComplement(node: NodeReader): Value {
  const { network } = node.take(0, 'complement')
  const layer = lastLayer(network)
  if (node.inputs.length !== 2 || node.take(1, 'numbers').network !== network || layer === undefined) {
    throw node.refused('joins 1 − p with other than p')
  }
  const { activation: _, ...logits } = layer
  return { kind: 'probabilities', network: withLast(network, logits) }
}

export function readArgMax(node: NodeReader): Value {
  if (!isColumnAxis(node, 0) || node.number('select_last_index', 0) !== 0) {
    throw node.refused('finds other than the first place of the largest column')
  }
  return { kind: 'places', network: node.take(0, 'probabilities').network }
}

/** The labels at the places. */
export function readLabels(node: NodeReader): Value {
  const { network } = node.take(1, 'places')
  const classes = node.constant(0)
  if (node.number('axis', 0) !== 0) throw node.refused('takes labels along another axis than the first')
  return { kind: 'labels', network, labels: checked(node, network, labelsIn(classes)) }
}

export function readZipMap(node: NodeReader): Value {
  const { network } = node.take(0, 'probabilities')
  const labels = node.list('classlabels_strings') ?? node.list('classlabels_int64s') ?? []
  return { kind: 'map', network, labels: checked(node, network, labels) }
}

function checked(node: NodeReader, network: Network, labels: readonly Category[]): readonly Category[] {
  const count = classesOf(network)
  if (labels.length === count) return labels
  throw node.refused(`has ${labels.length} labels for ${count} classes`)
}

const labelsIn = ({ type, values }: Constant): readonly Category[] =>
  Array.from(values as ArrayLike<string | number>, (value) => (type === 'bool' ? value !== 0 : value))

/** Whether a node goes along the columns of rows. */
export const isColumnAxis = (node: NodeReader, otherwise = -1): boolean =>
  [1, -1].includes(node.number('axis', otherwise))
