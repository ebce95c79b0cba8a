/**
 * `storage` is how this backend keeps a matrix: a `Float32Array` of its elements, row by row. Yours may be a buffer of a device,
 * a texture, an offset.
 *
 * The operations, each as its definition reads: plain loops, sums in float64, one rounding into the result. Replace one after
 * the other by what your device does, and run the tests after each.
 *
 * Shapes have been checked, no matrix is empty, and only `matmul` sees transposed views. `allocate` makes the storage of a result.
 */
export function createKernels(allocate) {
  /** f of each element. */
  const map = ({ storage }, f) => {
    const result = allocate(storage.length)
    for (let i = 0; i < storage.length; i++) result[i] = f(storage[i])
    return result
  }

  /** f of each element and the one in the same place of another matrix of the same shape. */
  const zip = (a, b, f) => {
    const result = allocate(a.storage.length)
    for (let i = 0; i < a.storage.length; i++) result[i] = f(a.storage[i], b.storage[i])
    return result
  }

  return {
    // A·B: row i of A times column j of B.
    matmul: (a, b) => {
      const result = allocate(a.rows * b.cols)
      for (let i = 0; i < a.rows; i++) {
        for (let j = 0; j < b.cols; j++) {
          let sum = 0
          for (let k = 0; k < a.cols; k++) sum += element(a, i, k) * element(b, k, j)
          result[i * b.cols + j] = sum
        }
      }
      return result
    },

    // Aᵀ, as a copy.
    transpose: ({ storage, rows, cols }) => {
      const result = allocate(rows * cols)
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < cols; j++) result[j * rows + i] = storage[i * cols + j]
      }
      return result
    },

    // The larger of x and 0; NaN stays NaN.
    relu: (z) => map(z, (x) => Math.max(x, 0)),

    // 1 where x is above 0, else 0: the derivative of relu.
    mask: (z) => map(z, (x) => (x > 0 ? 1 : 0)),

    // A ⊙ B, element by element.
    hadamard: (a, b) => zip(a, b, (x, y) => x * y),

    // The sum of each row: a column.
    colsum: ({ storage, rows, cols }) => {
      const result = allocate(rows)
      for (let i = 0; i < rows; i++) {
        let sum = 0
        for (let j = 0; j < cols; j++) sum += storage[i * cols + j]
        result[i] = sum
      }
      return result
    },

    // A + b·1ᵀ: the column b added to each column of A.
    addColumn: ({ storage, rows, cols }, b) => {
      const result = allocate(rows * cols)
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < cols; j++) result[i * cols + j] = storage[i * cols + j] + b.storage[i]
      }
      return result
    },

    // α·X + Y
    axpy: (alpha, x, y) => zip(x, y, (s, t) => alpha * s + t),

    // α·X
    scale: (alpha, x) => map(x, (s) => alpha * s),

    // Below, what a backend of the extended level has besides. To have the core level alone, delete it.

    // exp(z) over its column's sum. The column's largest is taken off first, so that nothing overflows.
    softmax: ({ storage, rows, cols }) => {
      const result = allocate(rows * cols)
      for (let j = 0; j < cols; j++) {
        let largest = -Infinity
        for (let i = 0; i < rows; i++) largest = Math.max(largest, storage[i * cols + j])
        let sum = 0
        for (let i = 0; i < rows; i++) sum += Math.exp(storage[i * cols + j] - largest)
        for (let i = 0; i < rows; i++) {
          result[i * cols + j] = Math.exp(storage[i * cols + j] - largest) / sum
        }
      }
      return result
    },

    tanh: (z) => map(z, Math.tanh),

    sigmoid: (z) => map(z, (x) => 1 / (1 + Math.exp(-x))),

    log: (x) => map(x, Math.log),

    sqrt: (x) => map(x, Math.sqrt),

    divide: (a, b) => zip(a, b, (x, y) => x / y),

    // The rows of A that the indices name, in their order.
    gatherRows: ({ storage, cols }, indices) => {
      const result = allocate(indices.length * cols)
      for (const [i, row] of indices.entries()) {
        for (let j = 0; j < cols; j++) result[i * cols + j] = storage[row * cols + j]
      }
      return result
    },
  }
}

/** Element (i, j) of a matrix that may be a transposed view. */
const element = ({ storage, rows, cols, transposed }, i, j) =>
  storage[transposed ? j * rows + i : i * cols + j]
