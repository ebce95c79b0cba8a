/*
 * Each kernel computes rows `begin` to `end − 1` of an output whose inputs have `cols` columns.
 */

/** The sum of each row's elements, in float64, first to last. */
export function colsum(a: Float32Array, cols: number, out: Float32Array, begin: number, end: number): void {
  for (let i = begin; i < end; i++) {
    let sum = 0
    for (let k = i * cols; k < (i + 1) * cols; k++) sum += a[k]
    out[i] = sum
  }
}

/** A + b·1ᵀ. `out` may be A itself. */
export function addColumn(
  a: Float32Array,
  b: Float32Array,
  cols: number,
  out: Float32Array,
  begin: number,
  end: number,
): void {
  for (let i = begin; i < end; i++) {
    for (let k = i * cols; k < (i + 1) * cols; k++) out[k] = a[k] + b[i]
  }
}

/** The rows that `indices` names. */
export function gatherRows(
  a: Float32Array,
  cols: number,
  indices: Uint32Array,
  out: Float32Array,
  begin: number,
  end: number,
): void {
  for (let i = begin; i < end; i++) {
    const from = indices[i] * cols
    out.set(a.subarray(from, from + cols), i * cols)
  }
}

/** The transpose of a matrix with `rows` rows: row i of the output is column i of A. */
export function transpose(
  a: Float32Array,
  rows: number,
  cols: number,
  out: Float32Array,
  begin: number,
  end: number,
): void {
  for (let j = begin; j < end; j++) {
    for (let i = 0; i < rows; i++) out[j * rows + i] = a[i * cols + j]
  }
}
