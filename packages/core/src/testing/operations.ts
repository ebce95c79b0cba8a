import type { ExtendedBackend } from '../backend.ts'
import type { Matrix } from '../matrix.ts'

/** Rows and columns. */
export type Shape = readonly [rows: number, cols: number]

/** An operation on matrices: what it takes and gives, and how it is called. */
export interface Operation {
  readonly op: string
  readonly labels: readonly string[]
  /** The shapes of the operands, and of the result, for given sizes. */
  readonly shapes: (m: number, k: number, n: number) => { operands: readonly Shape[]; result: Shape }
  readonly call: (backend: ExtendedBackend, ...operands: readonly Matrix[]) => Matrix
}

/** Every operation on matrices there is, with its signature as the specification has it. */
export const operations: readonly Operation[] = [
  operation('matmul', 'a m×k, b k×n → m×n', (backend, a, b) => backend.matmul(a, b)),
  operation('relu', 'z m×n → m×n', (backend, z) => backend.relu(z)),
  operation('mask', 'z m×n → m×n', (backend, z) => backend.mask(z)),
  operation('hadamard', 'a m×n, b m×n → m×n', (backend, a, b) => backend.hadamard(a, b)),
  operation('colsum', 'a m×n → m×1', (backend, a) => backend.colsum(a)),
  operation('addColumn', 'a m×n, b m×1 → m×n', (backend, a, b) => backend.addColumn(a, b)),
  operation('axpy', 'x m×n, y m×n → m×n', (backend, x, y) => backend.axpy(-0.5, x, y)),
  operation('scale', 'x m×n → m×n', (backend, x) => backend.scale(3, x)),
  operation('affine', 'W m×k, X k×n, b m×1 → m×n', (backend, W, X, b) => backend.affine(W, X, b)),
  operation('affineRelu', 'W m×k, X k×n, b m×1 → m×n', (backend, W, X, b) => backend.affineRelu(W, X, b)),
  operation('hadamardMask', 'v m×n, z m×n → m×n', (backend, v, z) => backend.hadamardMask(v, z)),
  operation('axpby', 'x m×n, y m×n → m×n', (backend, x, y) => backend.axpby(-0.5, x, 3, y)),
  operation('squareAverage', 'v m×n, g m×n → m×n', (backend, v, g) => backend.squareAverage(0.75, v, g)),
  operation('softmax', 'z m×n → m×n', (backend, z) => backend.softmax(z)),
  operation('tanh', 'z m×n → m×n', (backend, z) => backend.tanh(z)),
  operation('sigmoid', 'z m×n → m×n', (backend, z) => backend.sigmoid(z)),
  operation('log', 'x m×n → m×n', (backend, x) => backend.log(x)),
  operation('sqrt', 'x m×n → m×n', (backend, x) => backend.sqrt(x)),
  operation('divide', 'a m×n, b m×n → m×n', (backend, a, b) => backend.divide(a, b)),
  operation('gatherRows', 'a m×n → m×n', (backend, a) => {
    return backend.gatherRows(
      a,
      Array.from({ length: a?.rows ?? 0 }, (_, i) => i),
    )
  }),
  operation('adaptiveStep', 'theta m×n, m m×n, v m×n → m×n', (backend, theta, m, v) =>
    backend.adaptiveStep(theta, 0.5, m, v, 2),
  ),
]

function operation(op: string, signature: string, call: Operation['call']): Operation {
  const [taken, given] = signature.split(' → ')
  const operands = taken.split(', ').map((operand) => operand.split(' '))
  return {
    op,
    labels: operands.map(([label]) => label),
    shapes: (m, k, n) => {
      const sizes: Readonly<Record<string, number>> = { m, k, n, 1: 1 }
      const shape = (dimensions: string): Shape => {
        const [rows, cols] = dimensions.split('×')
        return [sizes[rows], sizes[cols]]
      }
      return { operands: operands.map(([, dimensions]) => shape(dimensions)), result: shape(given) }
    },
    call,
  }
}
