import type { Backend, Matrix } from '@bilayer/core'
import { test } from 'vitest'
import { layerGradient, throughLayer } from './gradients.ts'
import type { TwoLayerNetwork } from './network.ts'
import { descend } from './sgd.ts'

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
const G1 = throughLayer(layer2, G2, S)

test('the derivation in its own dimensions compiles', () => {
  descend(layer1, layerGradient(G1, X), 0.1)
  descend(layer2, layerGradient(G2, S), 0.1)
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
  throughLayer(layer1, G2, X)
})

test('a mask of the wrong layer does not', () => {
  // @ts-expect-error X is m0 × n, the gradient below layer 2 is m1 × n
  throughLayer(layer2, G2, X)
})

test('the gradient of one layer for the parameters of another does not', () => {
  // @ts-expect-error ∂ℓ/∂W2 is m2 × m1, W1 is m1 × m0
  descend(layer1, layerGradient(G2, S), 0.1)
})

test('a residual against the inputs does not', () => {
  // @ts-expect-error X is m0 × n, F is m2 × n
  axpy(-1, X, F)
})
