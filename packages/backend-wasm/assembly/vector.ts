import { at, horizontalSum, LANES, loadLanes, multiplyAdd } from './simd'

/** Rows that are worked on side by side. */
const ROWS: u32 = 4

/**
 * Elements `begin` to `end − 1` of the vector A·x + b, or of σ of it. Nothing of A is used twice, so nothing is copied.
 * The numbers of b are `biasStep` bytes apart; 0 as its address stands for none.
 */
export function multiplyVector(
  a: usize,
  inner: u32,
  x: usize,
  bias: usize,
  biasStep: usize,
  relu: bool,
  out: usize,
  begin: u32,
  end: u32,
): void {
  let row = begin
  for (; row + ROWS <= end; row += ROWS) dotProducts(ROWS, at(a, row * inner), inner, x, at(out, row))
  for (; row < end; row++) dotProducts(1, at(a, row * inner), inner, x, at(out, row))
  if (bias == 0) return
  for (row = begin; row < end; row++) {
    const sum = load<f32>(at(out, row)) + load<f32>(bias + <usize>row * biasStep)
    store<f32>(at(out, row), relu && sum < 0 ? 0 : sum)
  }
}

/** One dot product for each row: always added up in the same order, four sums side by side. */
@inline
function dotProducts(rows: u32, a: usize, inner: u32, x: usize, out: usize): void {
  const b = at(a, inner)
  const c = at(b, inner)
  const d = at(c, inner)
  let sumA = f32x4.splat(0)
  let sumB = sumA
  let sumC = sumA
  let sumD = sumA
  let k: u32 = 0
  for (; k + LANES <= inner; k += LANES) {
    sumA = addProduct(a, x, k, sumA, LANES)
    if (rows == 1) continue
    sumB = addProduct(b, x, k, sumB, LANES)
    sumC = addProduct(c, x, k, sumC, LANES)
    sumD = addProduct(d, x, k, sumD, LANES)
  }
  for (; k < inner; k++) {
    sumA = addProduct(a, x, k, sumA, 1)
    if (rows == 1) continue
    sumB = addProduct(b, x, k, sumB, 1)
    sumC = addProduct(c, x, k, sumC, 1)
    sumD = addProduct(d, x, k, sumD, 1)
  }
  store<f32>(out, horizontalSum(sumA))
  if (rows == 1) return
  store<f32>(at(out, 1), horizontalSum(sumB))
  store<f32>(at(out, 2), horizontalSum(sumC))
  store<f32>(at(out, 3), horizontalSum(sumD))
}

@inline
function addProduct(a: usize, x: usize, k: u32, sum: v128, lanes: u32): v128 {
  return multiplyAdd(loadLanes(at(a, k), lanes), loadLanes(at(x, k), lanes), sum)
}
