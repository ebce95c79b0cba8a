import type { Backend, ExtendedBackend } from './backend.ts'
import type { Handle } from './handle.ts'
import type { Host } from './host.ts'
import type { CoreKernels, ExtendedKernels, FusedKernels, Operand, Stored } from './kernels.ts'
import type { Matrix } from './matrix.ts'
import { columnShape, factor, innerShape, places, sameShape, sizes, values } from './operands.ts'

interface Kernels<S> {
  readonly core: CoreKernels<S>
  readonly fused?: Partial<FusedKernels<S>>
}

type Operations = Pick<
  Backend,
  | 'matrix'
  | 'zeros'
  | 'matmul'
  | 'relu'
  | 'mask'
  | 'hadamard'
  | 'colsum'
  | 'addColumn'
  | 'axpy'
  | 'scale'
  | 'affine'
  | 'affineRelu'
  | 'hadamardMask'
>

/** The operations of `Backend`: each checks its operands, then runs its kernel. */
export function coreOperations<S>(host: Host<S>, { core, fused = {} }: Kernels<S>): Operations {
  const { plain, unary, binary } = elementwise(host, core)
  const zeros = (op: string, rows: number, cols: number): Handle<S> =>
    host.upload(op, rows, cols, () => new Float32Array(rows * cols))

  const matmul = (a: Matrix, b: Matrix): Matrix => {
    const A = host.operand('matmul', 'a', a)
    const B = host.operand('matmul', 'b', b)
    innerShape('matmul', ['a', 'b'], a, b)
    if (A.cols === 0) return zeros('matmul', A.rows, B.cols)
    return host.launch('matmul', A.rows, B.cols, () => core.matmul(A, B))
  }

  const relu = (z: Matrix): Matrix => unary('relu', 'z', z, (Z) => core.relu(Z))
  const mask = (z: Matrix): Matrix => unary('mask', 'z', z, (Z) => core.mask(Z))
  const hadamard = (a: Matrix, b: Matrix): Matrix =>
    binary('hadamard', ['a', 'b'], a, b, (A, B) => core.hadamard(A, B))

  const addColumn = (a: Matrix, b: Matrix): Matrix => {
    const A = host.operand('addColumn', 'a', a)
    const column = host.operand('addColumn', 'b', b)
    columnShape('addColumn', ['a', 'b'], a, b)
    return plain('addColumn', [A, column], A.rows, A.cols, ([X, c]) => core.addColumn(X, c))
  }

  /** W·X + b·1ᵀ by its own kernel, or by `composed` where there is none or the sum is empty. */
  const affineBy = (
    op: string,
    kernel: FusedKernels<S>['affine'] | undefined,
    composed: (W: Matrix, X: Matrix, b: Matrix) => Matrix,
  ) => {
    return (W: Matrix, X: Matrix, b: Matrix): Matrix => {
      const left = host.operand(op, 'W', W)
      const right = host.operand(op, 'X', X)
      const column = host.operand(op, 'b', b)
      innerShape(op, ['W', 'X'], W, X)
      columnShape(op, ['W', 'b'], W, b)
      if (!kernel || W.cols === 0) return composed(W, X, b)
      return plain(op, [column], W.rows, X.cols, ([c]) => kernel(left, right, c))
    }
  }

  const affine = affineBy('affine', fused.affine, (W, X, b) =>
    passing(matmul(W, X), (product) => addColumn(product, b)),
  )

  return {
    matrix: (rows, cols, data) => {
      sizes('matrix', rows, cols)
      const checked = values('matrix', rows, cols, data)
      return host.upload('matrix', rows, cols, () => checked)
    },
    zeros: (rows, cols) => {
      sizes('zeros', rows, cols)
      return zeros('zeros', rows, cols)
    },
    matmul,
    relu,
    mask,
    hadamard,
    colsum: (a) => {
      const A = host.operand('colsum', 'a', a)
      if (A.cols === 0) return zeros('colsum', A.rows, 1)
      return plain('colsum', [A], A.rows, 1, ([X]) => core.colsum(X))
    },
    addColumn,
    axpy: (alpha, x, y) => {
      const rounded = factor('axpy', alpha)
      return binary('axpy', ['x', 'y'], x, y, (X, Y) => core.axpy(rounded, X, Y))
    },
    scale: (alpha, x) => {
      const rounded = factor('scale', alpha)
      return unary('scale', 'x', x, (X) => core.scale(rounded, X))
    },
    affine,
    affineRelu: affineBy('affineRelu', fused.affineRelu, (W, X, b) => passing(affine(W, X, b), relu)),
    hadamardMask: (v, z) => {
      if (fused.hadamardMask) return binary('hadamardMask', ['v', 'z'], v, z, fused.hadamardMask)
      host.operand('hadamardMask', 'v', v)
      host.operand('hadamardMask', 'z', z)
      sameShape('hadamardMask', ['v', 'z'], v, z)
      return passing(mask(z), (D) => hadamard(v, D))
    },
  }
}

/** The operations that `ExtendedBackend` adds. */
export function extendedOperations<S>(
  host: Host<S>,
  core: CoreKernels<S>,
  extended: ExtendedKernels<S>,
): Pick<ExtendedBackend, keyof ExtendedKernels<S>> {
  const { plain, unary, binary } = elementwise(host, core)
  return {
    softmax: (z) => {
      const Z = host.operand('softmax', 'z', z)
      return plain('softmax', [Z], Z.rows, Z.cols, ([X]) => extended.softmax(X))
    },
    tanh: (z) => unary('tanh', 'z', z, (Z) => extended.tanh(Z)),
    sigmoid: (z) => unary('sigmoid', 'z', z, (Z) => extended.sigmoid(Z)),
    log: (x) => unary('log', 'x', x, (X) => extended.log(X)),
    sqrt: (x) => unary('sqrt', 'x', x, (X) => extended.sqrt(X)),
    divide: (a, b) => binary('divide', ['a', 'b'], a, b, (A, B) => extended.divide(A, B)),
    gatherColumns: (a, indices) => {
      const A = host.operand('gatherColumns', 'a', a)
      const columns = places('gatherColumns', 'indices', indices, A.cols, 'column of a')
      return plain('gatherColumns', [A], A.rows, columns.length, ([X]) => extended.gatherColumns(X, columns))
    },
  }
}

/** What `next` makes of an intermediate result, which is freed. */
function passing(intermediate: Matrix, next: (intermediate: Matrix) => Matrix): Matrix {
  try {
    return next(intermediate)
  } finally {
    intermediate.dispose()
  }
}

/** How operations whose kernels take no views deal with them. */
function elementwise<S>(host: Host<S>, core: CoreKernels<S>) {
  /** Runs a kernel on plain storage: a view is copied for the time of the call. */
  const plain = <const Operands extends readonly Operand<S>[]>(
    op: string,
    operands: Operands,
    rows: number,
    cols: number,
    kernel: (stored: { [I in keyof Operands]: Stored<S> }) => S,
  ): Handle<S> =>
    host.launch(op, rows, cols, () => {
      const copies: S[] = []
      try {
        const stored = operands.map((operand) => {
          if (!operand.transposed) return operand
          const copy = core.transpose({ storage: operand.storage, rows: operand.cols, cols: operand.rows })
          copies.push(copy)
          return { storage: copy, rows: operand.rows, cols: operand.cols }
        })
        return kernel(stored as { [I in keyof Operands]: Stored<S> })
      } finally {
        for (const copy of copies) host.free(copy)
      }
    })

  /** f(Zᵀ) = f(Z)ᵀ: the kernel runs on what is stored, and the view goes to the result. */
  const unary = (op: string, label: string, z: Matrix, kernel: (Z: Stored<S>) => S): Matrix => {
    const Z = host.operand(op, label, z)
    const stored = Z.transposed ? Z.T : Z
    const result = host.launch(op, stored.rows, stored.cols, () => kernel(stored))
    return Z.transposed ? result.T : result
  }

  /** f(Xᵀ, Yᵀ) = f(X, Y)ᵀ, as `unary`; where one alone is a view, it is copied. */
  const binary = (
    op: string,
    labels: readonly [string, string],
    x: Matrix,
    y: Matrix,
    kernel: (X: Stored<S>, Y: Stored<S>) => S,
  ): Matrix => {
    const X = host.operand(op, labels[0], x)
    const Y = host.operand(op, labels[1], y)
    sameShape(op, labels, x, y)
    if (X.transposed && Y.transposed) return host.launch(op, X.cols, X.rows, () => kernel(X.T, Y.T)).T
    if (X.transposed || Y.transposed) return plain(op, [X, Y], X.rows, X.cols, ([A, B]) => kernel(A, B))
    return host.launch(op, X.rows, X.cols, () => kernel(X, Y))
  }

  return { plain, unary, binary }
}
