import {
  ArgumentError,
  checkArray,
  checkFunction,
  checkMatrix,
  checkObject,
  checkSameCopy,
  isMatrix,
  type Matrix,
  ShapeError,
  shapeOf,
  wrongArgument,
} from '@bilayer/core'
import { isActivation } from './layers.ts'
import type { Loss } from './loss.ts'
import type { Layer, LayerGradient, Network } from './network.ts'

/** Throws `ArgumentError` unless `network` is layers of matrices, one or more. */
export function checkNetwork(network: unknown): asserts network is Network {
  checkEach('network', network, isLayer, '{ W, b, activation }, two matrices and an activation')
  if (network.length === 0) throw new ArgumentError('network has no layers; it must have one at least.')
}

/** Throws `ArgumentError` or `ShapeError` unless there is a gradient for each layer, in the shapes of its parameters. */
export function checkLayerGradients(layerGradients: unknown, network: Network): void {
  checkEach('layerGradients', layerGradients, isLayerGradient, '{ dW, db }, two matrices')
  if (layerGradients.length !== network.length) {
    throw new ShapeError(
      `layerGradients has ${layerGradients.length} layers; the network has ${network.length}, and each needs its gradient.`,
    )
  }
  for (const [l, { W, b }] of network.entries()) {
    const { dW, db } = layerGradients[l]
    if (!hasShape(dW, W.rows, W.cols)) throw misshapen(`layerGradients[${l}].dW`, dW, W.rows, W.cols)
    if (!hasShape(db, b.rows, b.cols)) throw misshapen(`layerGradients[${l}].db`, db, b.rows, b.cols)
  }
}

/** Throws `ArgumentError` unless `value` is an array, and each of it what `isOne` asks for: `one`, in words. */
function checkEach<T>(
  label: string,
  value: unknown,
  isOne: (item: unknown) => item is T,
  one: string,
): asserts value is readonly T[] {
  checkArray(label, value, `${one} each`)
  for (const [index, item] of value.entries()) {
    if (isOne(item)) continue
    for (const [part, found] of Object.entries(item ?? {})) checkSameCopy(`${label}[${index}].${part}`, found)
    throw wrongArgument(`${label}[${index}]`, item, one)
  }
}

const isLayer = (layer: unknown): layer is Layer => {
  const { W, b, activation } = (layer ?? {}) as Partial<Layer>
  return isMatrix(W) && isMatrix(b) && isActivation(activation)
}

const isLayerGradient = (gradient: unknown): gradient is LayerGradient => {
  const { dW, db } = (gradient ?? {}) as Partial<LayerGradient>
  return isMatrix(dW) && isMatrix(db)
}

/** Throws `ArgumentError` unless `matrix` is one, and `ShapeError` unless it is rows × cols. */
export function checkShape(label: string, matrix: unknown, rows: number, cols: number): void {
  checkMatrix(label, matrix)
  if (!hasShape(matrix, rows, cols)) throw misshapen(label, matrix, rows, cols)
}

/**
 * The loss, with its results held to their shapes: a function of the user's may return anything. Throws `ArgumentError` unless
 * it is a loss.
 */
export function checkLoss(loss: Loss): Loss {
  checkObject('loss', loss, 'meanSquaredError')
  checkFunction('loss.values', loss.values)
  checkFunction('loss.gradient', loss.gradient)
  return {
    values: (F, Y) => {
      const values = loss.values(F, Y)
      checkShape('loss.values(F, Y)', values, F.rows, F.cols)
      return values
    },
    gradient: (F, Y) => {
      const G = loss.gradient(F, Y)
      checkShape('loss.gradient(F, Y)', G, F.rows, F.cols)
      return G
    },
  }
}

const hasShape = (matrix: Matrix, rows: number, cols: number): boolean =>
  matrix.rows === rows && matrix.cols === cols

const misshapen = (label: string, matrix: Matrix, rows: number, cols: number): ShapeError =>
  new ShapeError(`${label} is ${shapeOf(matrix)}; it must be ${rows} × ${cols}.`)
