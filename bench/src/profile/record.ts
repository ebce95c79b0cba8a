import { type Backend, defineBackend, type Matrix, type Stored } from '@bilayer/core'

/** One call of an operation, which can be made again on the same operands. */
export interface Call {
  readonly op: string
  /** The operands' shapes, as in `10 × 64 · (128 × 64)ᵀ`. */
  readonly shapes: string
  readonly operations: number
  /** Bytes of the operands and the result. */
  readonly bytes: number
  readonly run: () => Matrix
}

/** A backend that computes on `inner` and remembers every call. Nothing is freed until `inner` is disposed. */
export function recordingBackend(inner: Backend): { backend: Backend; calls: readonly Call[] } {
  const calls: Call[] = []
  const call = (
    op: string,
    operands: readonly Stored<Matrix>[],
    perElement: number,
    compute: (...matrices: Matrix[]) => Matrix,
  ): Matrix => {
    // Taken now: an operand has no storage any more once its matrix is disposed.
    const matrices = operands.map(seen)
    const run = () => compute(...matrices)
    const result = run()
    const elements = result.rows * result.cols
    const sizes = [...operands, result].map(({ rows, cols }) => rows * cols)
    calls.push({
      op,
      shapes: operands.map(shape).join(' · '),
      operations: perElement * elements,
      bytes: 4 * sizes.reduce((sum, size) => sum + size, 0),
      run,
    })
    return result
  }
  const backend = defineBackend<Matrix>({
    name: `recorded ${inner.name}`,
    info: inner.info,
    numerics: inner.numerics,
    storage: {
      upload: (data, rows, cols) => inner.matrix(rows, cols, data),
      read: ({ storage }) => storage.read(),
      free: () => {},
      bytes: () => inner.memory().bytes,
      sync: inner.sync,
      close: async () => {},
    },
    core: {
      matmul: (a, b) => call('matmul', [a, b], 2 * a.cols, inner.matmul),
      transpose: (a) => call('transpose', [a], 0, (A) => inner.scale(1, A.T)),
      relu: (z) => call('relu', [z], 1, inner.relu),
      mask: (z) => call('mask', [z], 1, inner.mask),
      hadamard: (a, b) => call('hadamard', [a, b], 1, inner.hadamard),
      colsum: (a) => call('colsum', [a], a.cols, inner.colsum),
      addColumn: (a, b) => call('addColumn', [a, b], 1, inner.addColumn),
      axpy: (alpha, x, y) => call('axpy', [x, y], 2, (X, Y) => inner.axpy(alpha, X, Y)),
      scale: (alpha, x) => call('scale', [x], 1, (X) => inner.scale(alpha, X)),
    },
    fused: {
      affine: (W, X, b) => call('affine', [W, X, b], 2 * W.cols + 1, inner.affine),
      affineRelu: (W, X, b) => call('affineRelu', [W, X, b], 2 * W.cols + 2, inner.affineRelu),
      hadamardMask: (v, z) => call('hadamardMask', [v, z], 2, inner.hadamardMask),
    },
  })
  return { backend, calls }
}

const isView = (operand: Stored<Matrix>): boolean => 'transposed' in operand && operand.transposed === true

/** The matrix of the inner backend that an operand stands for. */
const seen = (operand: Stored<Matrix>): Matrix => (isView(operand) ? operand.storage.T : operand.storage)

function shape(operand: Stored<Matrix>): string {
  const { rows, cols } = operand
  return isView(operand) ? `(${cols} × ${rows})ᵀ` : `${rows} × ${cols}`
}
