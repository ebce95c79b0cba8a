/**
 * exp(z) / Σ exp(z), down each of the columns `begin` to `end − 1`. The largest of a column is taken off first, so that
 * nothing overflows.
 */
export function softmax(
  z: Float32Array,
  rows: number,
  cols: number,
  out: Float32Array,
  begin: number,
  end: number,
): void {
  for (let j = begin; j < end; j++) {
    let largest = -Infinity
    for (let i = j; i < rows * cols; i += cols) largest = Math.max(largest, z[i])
    let sum = 0
    for (let i = j; i < rows * cols; i += cols) sum += Math.exp(z[i] - largest)
    for (let i = j; i < rows * cols; i += cols) out[i] = Math.exp(z[i] - largest) / sum
  }
}
