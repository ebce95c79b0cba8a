import { type Backend, defineBackend, type Matrix, type Operand, type Stored } from '@bilayer/core'

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
  const call = (op: string, operands: readonly Stored<Matrix>[], perElement: number, run: () => Matrix) => {
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
      matmul: (a, b) => call('matmul', [a, b], 2 * a.cols, () => inner.matmul(seen(a), seen(b))),
      transpose: (a) => call('transpose', [a], 0, () => inner.scale(1, a.storage.T)),
      relu: (z) => call('relu', [z], 1, () => inner.relu(z.storage)),
      mask: (z) => call('mask', [z], 1, () => inner.mask(z.storage)),
      hadamard: (a, b) => call('hadamard', [a, b], 1, () => inner.hadamard(a.storage, b.storage)),
      colsum: (a) => call('colsum', [a], a.cols, () => inner.colsum(a.storage)),
      addColumn: (a, b) => call('addColumn', [a, b], 1, () => inner.addColumn(a.storage, b.storage)),
      axpy: (alpha, x, y) => call('axpy', [x, y], 2, () => inner.axpy(alpha, x.storage, y.storage)),
      scale: (alpha, x) => call('scale', [x], 1, () => inner.scale(alpha, x.storage)),
    },
    fused: {
      affine: (W, X, b) =>
        call('affine', [W, X, b], 2 * W.cols + 1, () => inner.affine(seen(W), seen(X), b.storage)),
      affineRelu: (W, X, b) =>
        call('affineRelu', [W, X, b], 2 * W.cols + 2, () => inner.affineRelu(seen(W), seen(X), b.storage)),
      hadamardMask: (v, z) => call('hadamardMask', [v, z], 2, () => inner.hadamardMask(v.storage, z.storage)),
    },
  })
  return { backend, calls }
}

const seen = ({ storage, transposed }: Operand<Matrix>): Matrix => (transposed ? storage.T : storage)

function shape(operand: Stored<Matrix>): string {
  const { rows, cols } = operand
  return 'transposed' in operand && operand.transposed === true ? `(${cols} × ${rows})ᵀ` : `${rows} × ${cols}`
}
