import { hyperbolicTangent, logarithm, logistic } from './functions'
import { at, LANES, loadLanes, multiplyAdd, positive, rectified, storeLanes } from './simd'

/* Each kernel computes elements `begin` to `end − 1` of its output. */

const enum Unary {
  Relu,
  Mask,
  Scale,
  Tanh,
  Sigmoid,
  Log,
  Sqrt,
}

const enum Binary {
  Hadamard,
  HadamardMask,
  Axpy,
  Divide,
}

@inline
function unary(op: Unary, x: v128, alpha: v128): v128 {
  if (op == Unary.Relu) return rectified(x)
  if (op == Unary.Mask) return positive(x)
  if (op == Unary.Scale) return f32x4.mul(alpha, x)
  if (op == Unary.Tanh) return hyperbolicTangent(x)
  if (op == Unary.Sigmoid) return logistic(x)
  if (op == Unary.Log) return logarithm(x)
  return f32x4.sqrt(x)
}

@inline
function binary(op: Binary, x: v128, y: v128, alpha: v128): v128 {
  if (op == Binary.Hadamard) return f32x4.mul(x, y)
  if (op == Binary.HadamardMask) return f32x4.mul(x, positive(y))
  if (op == Binary.Axpy) return multiplyAdd(alpha, x, y)
  return f32x4.div(x, y)
}

@inline
function mapLanes(op: Unary, x: usize, out: usize, i: u32, alpha: v128, lanes: u32): void {
  storeLanes(at(out, i), unary(op, loadLanes(at(x, i), lanes), alpha), lanes)
}

@inline
function map(op: Unary, x: usize, out: usize, begin: u32, end: u32, alpha: f32 = 0): void {
  const factor = f32x4.splat(alpha)
  let i = begin
  for (; i + LANES <= end; i += LANES) mapLanes(op, x, out, i, factor, LANES)
  for (; i < end; i++) mapLanes(op, x, out, i, factor, 1)
}

@inline
function zipLanes(op: Binary, x: usize, y: usize, out: usize, i: u32, alpha: v128, lanes: u32): void {
  storeLanes(at(out, i), binary(op, loadLanes(at(x, i), lanes), loadLanes(at(y, i), lanes), alpha), lanes)
}

@inline
function zip(op: Binary, x: usize, y: usize, out: usize, begin: u32, end: u32, alpha: f32 = 0): void {
  const factor = f32x4.splat(alpha)
  let i = begin
  for (; i + LANES <= end; i += LANES) zipLanes(op, x, y, out, i, factor, LANES)
  for (; i < end; i++) zipLanes(op, x, y, out, i, factor, 1)
}

export function relu(z: usize, out: usize, begin: u32, end: u32): void {
  map(Unary.Relu, z, out, begin, end)
}

export function mask(z: usize, out: usize, begin: u32, end: u32): void {
  map(Unary.Mask, z, out, begin, end)
}

export function scale(alpha: f32, x: usize, out: usize, begin: u32, end: u32): void {
  map(Unary.Scale, x, out, begin, end, alpha)
}

export function tanh(z: usize, out: usize, begin: u32, end: u32): void {
  map(Unary.Tanh, z, out, begin, end)
}

export function sigmoid(z: usize, out: usize, begin: u32, end: u32): void {
  map(Unary.Sigmoid, z, out, begin, end)
}

export function log(x: usize, out: usize, begin: u32, end: u32): void {
  map(Unary.Log, x, out, begin, end)
}

export function sqrt(x: usize, out: usize, begin: u32, end: u32): void {
  map(Unary.Sqrt, x, out, begin, end)
}

export function hadamard(a: usize, b: usize, out: usize, begin: u32, end: u32): void {
  zip(Binary.Hadamard, a, b, out, begin, end)
}

export function hadamardMask(v: usize, z: usize, out: usize, begin: u32, end: u32): void {
  zip(Binary.HadamardMask, v, z, out, begin, end)
}

export function axpy(alpha: f32, x: usize, y: usize, out: usize, begin: u32, end: u32): void {
  zip(Binary.Axpy, x, y, out, begin, end, alpha)
}

export function divide(a: usize, b: usize, out: usize, begin: u32, end: u32): void {
  zip(Binary.Divide, a, b, out, begin, end)
}
