/** Bytes of a float32 number, and of a vector of four. */
export const FLOAT: usize = 4
export const VECTOR: usize = 16

/** Numbers in a vector. */
export const LANES: u32 = 4

/** The address of element `index`. */
@inline
export function at(pointer: usize, index: u32): usize {
  return pointer + (<usize>index << 2)
}

/** x·y + z in each lane: rounded once in the relaxed build where the machine can, else twice. */
@inline
export function multiplyAdd(x: v128, y: v128, z: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f32x4.relaxed_madd(x, y, z) : f32x4.add(f32x4.mul(x, y), z)
}

/**
 * Four numbers, or where `lanes` is 1, one number and three zeros. What is left over at the end of a row goes through the
 * very vector operations that the rest goes through, so that an element's bits do not depend on where it stands.
 */
@inline
export function loadLanes(pointer: usize, lanes: u32): v128 {
  return lanes == LANES ? v128.load(pointer) : v128.load32_zero(pointer)
}

@inline
export function storeLanes(pointer: usize, values: v128, lanes: u32): void {
  if (lanes == LANES) v128.store(pointer, values)
  else v128.store_lane<f32>(pointer, values, 0)
}

/** max(x, 0) in each lane; NaN stays NaN. */
@inline
export function rectified(x: v128): v128 {
  return f32x4.pmax(x, f32x4.splat(0))
}

/** 1 where x > 0, else 0. */
@inline
export function positive(x: v128): v128 {
  return v128.and(f32x4.gt(x, f32x4.splat(0)), f32x4.splat(1))
}

/** The sum of the four numbers, pairs first. */
@inline
export function horizontalSum(x: v128): f32 {
  const pairs = f32x4.add(x, i8x16.shuffle(x, x, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7))
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1)
}
