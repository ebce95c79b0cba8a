import type { Category } from '@bilayer/data'
import { rowSizeOf, type Value } from '../network.ts'
import type { NodeReader } from '../node-reader.ts'
import { ELEMENT_TYPES, keyOf } from '../proto.ts'
import { numbersOf } from './constants.ts'

/** Operators that pass on what they take, in another type or shape. */

export const readIdentity = (node: NodeReader): Value =>
  node.take(0, 'constant', 'numbers', 'complement', 'probabilities', 'places', 'labels', 'map')

/** Outside of training it passes on all numbers. */
export function readDropout(node: NodeReader): Value {
  if (node.inputs[2] !== undefined && Array.from(numbersOf(node, node.constant(2))).some(Boolean)) {
    throw node.refused('is of a training; a model that predicts is read')
  }
  return node.take(0, 'numbers')
}

/** Another type of number changes nothing that is read: all numbers become float32. */
export function readCast(node: NodeReader): Value {
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

export function readFlatten(node: NodeReader): Value {
  if (node.number('axis', 1) !== 1) throw node.refused('has another axis than 1')
  return node.take(0, 'numbers')
}

/** A shape that keeps a row a row. */
export function readReshape(node: NodeReader): Value {
  const value = node.take(0, 'numbers', 'labels')
  const shape = Array.from(numbersOf(node, node.constant(1)))
  const cols = value.kind === 'labels' ? 1 : rowSizeOf(value.network)
  const [rows, size = 1] = shape
  const keeps =
    shape.length <= 2 && (rows === -1 || rows === 0) && (size === cols || (size === -1 && rows === 0))
  if (!keeps || node.number('allowzero', 0) !== 0) {
    throw node.refused(`gives rows the shape ${shape.slice(0, 9).join(' × ')}, which is not read`)
  }
  return value
}
