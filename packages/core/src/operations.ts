import type { Backend, ExtendedBackend } from './backend.ts'
import type { Handle } from './handle.ts'
import type { Host } from './host.ts'
import type {
  CoreKernels,
  ExtendedKernels,
  FusedExtendedKernels,
  FusedKernels,
  Operand,
  Stored,
} from './kernels.ts'
import type { Matrix } from './matrix.ts'
import {
  asFloat32,
  columnShape,
  factor,
  innerShape,
  type Labels,
  numbers,
  places,
  sameShape,
  sizes,
} from './operands.ts'

interface Kernels<S> {
  readonly core: CoreKernels<S>
  readonly fused?: Partial<FusedKernels<S>>
}

interface AllKernels<S> {
  readonly core: CoreKernels<S>
  readonly fused?: Partial<FusedExtendedKernels<S>> | undefined
  readonly extended: ExtendedKernels<S>
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
  | 'axpby'
  | 'squareAverage'
>

/** The operations of `Backend`: each checks its operands, then runs its kernel. */
export function coreOperations<S>(host: Host<S>, { core, fused = {} }: Kernels<S>): Operations {
  const { plain, unary, ofOne, zip, ofTwo, fusedZip } = shared(host, core)

  const matmul = (a: Matrix, b: Matrix): Matrix => {
    const A = host.operand('matmul', 'a', a)
    const B = host.operand('matmul', 'b', b)
    innerShape('matmul', ['a', 'b'], a, b)
    if (A.cols === 0) return host.zeros('matmul', A.rows, B.cols)
    return host.launch('matmul', A.rows, B.cols, () => core.matmul(A, B))
  }
  const addColumn = (a: Matrix, b: Matrix): Matrix => {
    const A = host.operand('addColumn', 'a', a)
    const column = host.operand('addColumn', 'b', b)
    columnShape('addColumn', ['a', 'b'], a, b)
    return host.launch('addColumn', A.rows, A.cols, () =>
      plain(A, (X) => plain(column, (c) => core.addColumn(X, c))),
    )
  }

  const relu = ofOne('relu', 'z', core)
  const mask = ofOne('mask', 'z', core)
  const hadamard = ofTwo('hadamard', ['a', 'b'], core)

  const axpy = (alpha: number, x: Matrix, y: Matrix): Matrix => {
    const a = factor('axpy', 'alpha', alpha)
    return zip('axpy', ['x', 'y'], x, y, (X, Y) => core.axpy(a, X, Y))
  }
  const scale = (alpha: number, x: Matrix): Matrix => {
    const a = factor('scale', 'alpha', alpha)
    return unary('scale', 'x', x, (X) => core.scale(a, X))
  }

  /** W·X + b·1ᵀ by its own kernel, or by `composed` where there is none or the sum is empty. */
  const affineBy = (
    op: 'affine' | 'affineRelu',
    composed: (W: Matrix, X: Matrix, b: Matrix) => Matrix,
  ): typeof composed => {
    const kernel = fused[op]
    return (W, X, b) => {
      const left = host.operand(op, 'W', W)
      const right = host.operand(op, 'X', X)
      const column = host.operand(op, 'b', b)
      innerShape(op, ['W', 'X'], W, X)
      columnShape(op, ['W', 'b'], W, b)
      if (!kernel || W.cols === 0) return host.scope(() => composed(W, X, b))
      return host.launch(op, W.rows, X.cols, () => plain(column, (c) => kernel(left, right, c)))
    }
  }
  const affine = affineBy('affine', (W, X, b) => addColumn(matmul(W, X), b))

  return {
    matrix: (rows, cols, data) => {
      sizes('matrix', rows, cols)
      numbers('matrix', rows, cols, data)
      return host.upload('matrix', rows, cols, () => asFloat32(data))
    },
    zeros: (rows, cols) => {
      sizes('zeros', rows, cols)
      return host.zeros('zeros', rows, cols)
    },
    matmul,
    relu,
    mask,
    hadamard,
    colsum: (a) => {
      const A = host.operand('colsum', 'a', a)
      if (A.cols === 0) return host.zeros('colsum', A.rows, 1)
      return host.launch('colsum', A.rows, 1, () => plain(A, (X) => core.colsum(X)))
    },
    addColumn,
    axpy,
    scale,
    affine,
    affineRelu: affineBy('affineRelu', (W, X, b) => relu(affine(W, X, b))),
    hadamardMask: (v, z) =>
      fusedZip('hadamardMask', ['v', 'z'], v, z, fused.hadamardMask, () => hadamard(v, mask(z))),
    axpby: (alpha, x, beta, y) => {
      const a = factor('axpby', 'alpha', alpha)
      const b = factor('axpby', 'beta', beta)
      const kernel = fused.axpby
      return fusedZip('axpby', ['x', 'y'], x, y, kernel && ((X, Y) => kernel(a, X, b, Y)), () =>
        axpy(a, x, scale(b, y)),
      )
    },
    squareAverage: (beta, v, g) => {
      const b = factor('squareAverage', 'beta', beta)
      const oneMinusBeta = Math.fround(1 - beta)
      const kernel = fused.squareAverage
      return fusedZip(
        'squareAverage',
        ['v', 'g'],
        v,
        g,
        kernel && ((V, G) => kernel(b, oneMinusBeta, V, G)),
        () => axpy(b, v, hadamard(scale(oneMinusBeta, g), g)),
      )
    },
  }
}

/** The operations that `ExtendedBackend` adds. */
export function extendedOperations<S>(
  host: Host<S>,
  { core, fused = {}, extended }: AllKernels<S>,
  { axpy, addColumn }: Pick<Backend, 'axpy' | 'addColumn'>,
): Pick<ExtendedBackend, keyof (ExtendedKernels<S> & FusedExtendedKernels<S>)> {
  const { alike, plain, ofOne, ofTwo, zipThree } = shared(host, core)
  const sqrt = ofOne('sqrt', 'x', extended)
  const divide = ofTwo('divide', ['a', 'b'], extended)

  return {
    softmax: (z) => {
      const Z = host.operand('softmax', 'z', z)
      return host.launch('softmax', Z.rows, Z.cols, () => plain(Z, (X) => extended.softmax(X)))
    },
    tanh: ofOne('tanh', 'z', extended),
    sigmoid: ofOne('sigmoid', 'z', extended),
    log: ofOne('log', 'x', extended),
    sqrt,
    divide,
    gatherRows: (a, indices) => {
      const A = host.operand('gatherRows', 'a', a)
      const rows = places('gatherRows', 'indices', indices, A.rows, 'row of a')
      return host.launch('gatherRows', rows.length, A.cols, () =>
        plain(A, (X) => extended.gatherRows(X, rows)),
      )
    },
    adaptiveStep: (theta, rate, m, v, epsilon) => {
      const eta = factor('adaptiveStep', 'rate', rate)
      const addend = factor('adaptiveStep', 'epsilon', epsilon)
      const { X: T, Y: M } = alike('adaptiveStep', ['theta', 'm'], theta, m)
      const { Y: V } = alike('adaptiveStep', ['theta', 'v'], theta, v)
      const kernel = fused.adaptiveStep
      if (kernel)
        return zipThree('adaptiveStep', T, M, V, (Theta, Mean, Squares) =>
          kernel(Theta, eta, Mean, Squares, addend),
        )
      return host.scope(() => {
        const column = host.upload('adaptiveStep', v.rows, 1, () => new Float32Array(v.rows).fill(addend))
        return axpy(-eta, divide(m, addColumn(sqrt(v), column)), theta)
      })
    },
  }
}

type OfOne<S> = (Z: Stored<S>) => S
type OfTwo<S> = (X: Stored<S>, Y: Stored<S>) => S

/** What operations have in common: what to do with views, which most kernels do not take. */
function shared<S>(host: Host<S>, core: CoreKernels<S>) {
  /** The handles of two matrices of one shape. */
  const alike = (op: string, labels: Labels, x: Matrix, y: Matrix): Pair<S> => {
    const X = host.operand(op, labels[0], x)
    const Y = host.operand(op, labels[1], y)
    sameShape(op, labels, x, y)
    return { X, Y }
  }

  /** Calls a kernel with plain storage: a view is copied for the time of the call. */
  const plain = (operand: Operand<S>, kernel: OfOne<S>): S => {
    if (!operand.transposed) return kernel(operand)
    const { rows, cols } = operand
    const storage = core.transpose({ storage: operand.storage, rows: cols, cols: rows })
    try {
      return kernel({ storage, rows, cols })
    } finally {
      host.free(storage)
    }
  }

  /** f(Zᵀ) = f(Z)ᵀ: the kernel runs on what is stored, and the view goes to the result. */
  const unary = (op: string, label: string, z: Matrix, kernel: OfOne<S>): Matrix => {
    const Z = host.operand(op, label, z)
    const stored = storedOf(Z)
    const result = host.launch(op, stored.rows, stored.cols, () => kernel(stored))
    return Z.transposed ? result.T : result
  }

  /** An operation on one matrix that is nothing but its kernel. */
  const ofOne =
    <Op extends string>(op: Op, label: string, kernels: Readonly<Record<Op, OfOne<S>>>) =>
    (z: Matrix): Matrix =>
      unary(op, label, z, (Z) => kernels[op](Z))

  /** f(Xᵀ, Yᵀ) = f(X, Y)ᵀ, as `unary`; where only one of them is a view, it is copied. */
  const zip = (op: string, labels: Labels, x: Matrix, y: Matrix, kernel: OfTwo<S>): Matrix => {
    const { X, Y } = alike(op, labels, x, y)
    if (X.transposed !== Y.transposed)
      return host.launch(op, X.rows, X.cols, () => plain(X, (A) => plain(Y, (B) => kernel(A, B))))
    const [A, B] = [storedOf(X), storedOf(Y)]
    const result = host.launch(op, A.rows, A.cols, () => kernel(A, B))
    return X.transposed ? result.T : result
  }

  /** An operation on two matrices of one shape that is nothing but its kernel. */
  const ofTwo =
    <Op extends string>(op: Op, labels: Labels, kernels: Readonly<Record<Op, OfTwo<S>>>) =>
    (x: Matrix, y: Matrix): Matrix =>
      zip(op, labels, x, y, (X, Y) => kernels[op](X, Y))

  /** As `zip`, or where there is no kernel `composed` of other operations. */
  const fusedZip = (
    op: string,
    labels: Labels,
    x: Matrix,
    y: Matrix,
    kernel: OfTwo<S> | undefined,
    composed: () => Matrix,
  ): Matrix => {
    if (kernel) return zip(op, labels, x, y, kernel)
    alike(op, labels, x, y)
    return host.scope(composed)
  }

  /** As `zip`; of two views among three, each is copied. */
  const zipThree = (
    op: string,
    X: Handle<S>,
    Y: Handle<S>,
    Z: Handle<S>,
    kernel: (X: Stored<S>, Y: Stored<S>, Z: Stored<S>) => S,
  ): Matrix => {
    if (X.transposed !== Y.transposed || X.transposed !== Z.transposed)
      return host.launch(op, X.rows, X.cols, () =>
        plain(X, (A) => plain(Y, (B) => plain(Z, (C) => kernel(A, B, C)))),
      )
    const [A, B, C] = [storedOf(X), storedOf(Y), storedOf(Z)]
    const result = host.launch(op, A.rows, A.cols, () => kernel(A, B, C))
    return X.transposed ? result.T : result
  }

  return { alike, plain, unary, ofOne, zip, ofTwo, fusedZip, zipThree }
}

/** Two operands of one shape. */
interface Pair<S> {
  readonly X: Handle<S>
  readonly Y: Handle<S>
}

/** The matrix as it is stored: itself, or what it is a view of. */
const storedOf = <S>(handle: Handle<S>): Handle<S> => (handle.transposed ? handle.T : handle)
