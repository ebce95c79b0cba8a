import type { Backend, Matrix } from '@bilayer/core'
import { test } from 'vitest'
import { relu } from './activation.ts'
import { layerGradient, throughWeights } from './gradients.ts'
import type { TwoLayerNetwork } from './network.ts'
import { optimiseLayer } from './optimise.ts'
import { sgd } from './optimiser.ts'

declare const backend: Backend
declare const network: TwoLayerNetwork
declare const X: Matrix<'m0', 'n'>
declare const Y: Matrix<'m2', 'n'>

const { affine, affineRelu, axpy, scale } = backend
const [layer1, layer2] = network
const S = affineRelu(layer1.W, X, layer1.b)
const F = affine(layer2.W, S, layer2.b)
const R = axpy(-1, Y, F)
const G2 = scale(2, R)
const V1 = throughWeights(layer2, G2)
const G1 = relu.through(V1, S)

const nothing = { W: [], b: [] }
const moment = { rate: 0.1, count: 1 }

test('the derivation in its own dimensions compiles', () => {
  optimiseLayer(sgd(), layer1, layerGradient(G1, X), nothing, moment)
  optimiseLayer(sgd(), layer2, layerGradient(G2, S), nothing, moment)
})

test('a layer that takes the wrong input does not', () => {
  // @ts-expect-error W2 takes m1 rows, not the m0 of X
  affine(layer2.W, X, layer2.b)
})

test('a bias of another layer does not', () => {
  // @ts-expect-error b1 has m1 rows, W2 gives m2
  affine(layer2.W, S, layer1.b)
})

test('a gradient that goes through the wrong layer does not', () => {
  // @ts-expect-error G2 comes out of layer 2, not of layer 1
  throughWeights(layer1, G2)
})

test('the derivative of an activation at another layer does not', () => {
  // @ts-expect-error X is m0 × n, V1 is m1 × n
  relu.through(V1, X)
})

test('the gradient of one layer for the parameters of another does not', () => {
  // @ts-expect-error ∂ℓ/∂W2 is m2 × m1, W1 is m1 × m0
  optimiseLayer(sgd(), layer1, layerGradient(G2, S), nothing, moment)
})

test('a residual against the inputs does not', () => {
  // @ts-expect-error X is m0 × n, F is m2 × n
  axpy(-1, X, F)
})
