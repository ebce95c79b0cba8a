import { hyperbolicTangent, logarithm, logistic } from './functions'
import { at, FLOAT, LANES, loadLanes, multiplyAdd, positive, rectified, storeLanes } from './simd'

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
  Axpby,
  SquareAverage,
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
function binary(op: Binary, x: v128, y: v128, alpha: v128, beta: v128): v128 {
  if (op == Binary.Hadamard) return f32x4.mul(x, y)
  if (op == Binary.HadamardMask) return f32x4.mul(x, positive(y))
  if (op == Binary.Axpy) return multiplyAdd(alpha, x, y)
  if (op == Binary.Axpby) return multiplyAdd(alpha, x, f32x4.mul(beta, y))
  if (op == Binary.SquareAverage) return multiplyAdd(alpha, x, f32x4.mul(f32x4.mul(beta, y), y))
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
function zipLanes(
  op: Binary,
  x: usize,
  y: usize,
  out: usize,
  i: u32,
  alpha: v128,
  beta: v128,
  lanes: u32,
): void {
  const result = binary(op, loadLanes(at(x, i), lanes), loadLanes(at(y, i), lanes), alpha, beta)
  storeLanes(at(out, i), result, lanes)
}

@inline
function zip(
  op: Binary,
  x: usize,
  y: usize,
  out: usize,
  begin: u32,
  end: u32,
  alpha: f32 = 0,
  beta: f32 = 0,
): void {
  const first = f32x4.splat(alpha)
  const second = f32x4.splat(beta)
  let i = begin
  for (; i + LANES <= end; i += LANES) zipLanes(op, x, y, out, i, first, second, LANES)
  for (; i < end; i++) zipLanes(op, x, y, out, i, first, second, 1)
}

export function zeros(out: usize, begin: u32, end: u32): void {
  memory.fill(at(out, begin), 0, <usize>(end - begin) * FLOAT)
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

/** αX + βY. */
export function axpby(alpha: f32, x: usize, beta: f32, y: usize, out: usize, begin: u32, end: u32): void {
  zip(Binary.Axpby, x, y, out, begin, end, alpha, beta)
}

/** βV + (1 − β)G ⊙ G. */
export function squareAverage(
  beta: f32,
  oneMinusBeta: f32,
  v: usize,
  g: usize,
  out: usize,
  begin: u32,
  end: u32,
): void {
  zip(Binary.SquareAverage, v, g, out, begin, end, beta, oneMinusBeta)
}

@inline
function stepLanes(
  theta: usize,
  minusRate: v128,
  m: usize,
  v: usize,
  epsilon: v128,
  out: usize,
  i: u32,
  lanes: u32,
): void {
  const divisor = f32x4.add(f32x4.sqrt(loadLanes(at(v, i), lanes)), epsilon)
  const quotient = f32x4.div(loadLanes(at(m, i), lanes), divisor)
  storeLanes(at(out, i), multiplyAdd(minusRate, quotient, loadLanes(at(theta, i), lanes)), lanes)
}

/** Θ − ηM ⊘ (√V + ε). */
export function adaptiveStep(
  theta: usize,
  rate: f32,
  m: usize,
  v: usize,
  epsilon: f32,
  out: usize,
  begin: u32,
  end: u32,
): void {
  const minusRate = f32x4.splat(-rate)
  const addend = f32x4.splat(epsilon)
  let i = begin
  for (; i + LANES <= end; i += LANES) stepLanes(theta, minusRate, m, v, addend, out, i, LANES)
  for (; i < end; i++) stepLanes(theta, minusRate, m, v, addend, out, i, 1)
}

export function divide(a: usize, b: usize, out: usize, begin: u32, end: u32): void {
  zip(Binary.Divide, a, b, out, begin, end)
}
