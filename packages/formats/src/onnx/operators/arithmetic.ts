import { lastLayer, type Network, type Numbers, numbers, type Value } from '../network.ts'
import type { NodeReader } from '../node-reader.ts'
import type { Constant } from '../proto.ts'
import { numbersOf, rowOf } from './constants.ts'
import { addBias } from './layers.ts'
import { divideInput, shiftInput } from './scaling.ts'

/** Operators whose meaning depends on where they stand: before the first layer they scale, behind a product they add a bias. */

export function readAdd(node: NodeReader): Numbers {
  const { network, constant } = inEitherOrder(node)
  if (network.layers.length > 0) return numbers(addBias(node, network, constant))
  return shiftInput(
    node,
    network,
    rowOf(node, constant, network.input.size).map((number) => -number),
  )
}

/** Before the first layer a shift, and elsewhere 1 − p. */
export function readSub(node: NodeReader): Value {
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

export function readMul(node: NodeReader): Numbers {
  const { network, constant } = inEitherOrder(node)
  return divideInput(
    node,
    network,
    rowOf(node, constant, network.input.size).map((factor) => 1 / factor),
  )
}

export function readDiv(node: NodeReader): Numbers {
  const { network } = node.take(0, 'numbers')
  return divideInput(node, network, rowOf(node, node.constant(1), network.input.size))
}

/** Numbers and a constant, whichever stands first. */
function inEitherOrder(node: NodeReader): { readonly network: Network; readonly constant: Constant } {
  const place = node.inputs[0]?.kind === 'constant' ? 1 : 0
  return { network: node.take(place, 'numbers').network, constant: node.constant(1 - place) }
}
