import {
  defineBackend,
  type ExtendedBackend,
  type Numerics,
  type Operand,
  ShapeError,
  type Stored,
} from '@bilayer/core'
import type { DeviceTexture } from '../load.ts'
import { MOST_ELEMENTS } from '../most-elements.ts'
import { temporary } from '../temporary.ts'
import { checkContext, NAME } from './device.ts'
import type { Extent } from './kernels.ts'
import type { Machine } from './machine.ts'
import type { ProductKind } from './product.ts'
import type { shaders } from './shaders.ts'

/** A matrix on the device. */
interface Plane {
  readonly texture: DeviceTexture
  readonly bytes: number
}

const TEXEL_BYTES = 16

/** The backend on a device. A matrix is a texture from its upload to its `read`. */
export function defineGL(machine: Machine, mode: string, numerics: Numerics): ExtendedBackend {
  const { device, kernels, reader } = machine
  let bytes = 0

  /** A rows × cols result, of which `compute` makes the texture. */
  const result = (
    op: string,
    rows: number,
    cols: number,
    compute: (extent: Extent) => DeviceTexture,
  ): Plane => {
    checkContext(device, op)
    const extent = extentOf(rows, cols, device.longestSide)
    const plane = { texture: compute(extent), bytes: extent.width * extent.height * TEXEL_BYTES }
    bytes += plane.bytes
    return plane
  }

  const free = (plane: Plane): void => {
    bytes -= plane.bytes
    plane.texture.delete()
  }

  const run = (
    name: keyof typeof shaders,
    rows: number,
    cols: number,
    planes: readonly Plane[],
    ...numbers: readonly number[]
  ): Plane =>
    result(name, rows, cols, (extent) =>
      kernels.run(
        name,
        extent,
        planes.map(({ texture }) => texture),
        ...numbers,
      ),
    )

  /** A result in the shape of the first operand. */
  const map = (
    name: keyof typeof shaders,
    operands: readonly Stored<Plane>[],
    ...numbers: readonly number[]
  ) =>
    run(
      name,
      operands[0].rows,
      operands[0].cols,
      operands.map(({ storage }) => storage),
      ...numbers,
    )

  const product = (
    op: string,
    a: Operand<Plane>,
    b: Operand<Plane>,
    bias?: Stored<Plane>,
    relu = false,
  ): Plane => {
    const kind: ProductKind = {
      aTransposed: a.transposed,
      bTransposed: b.transposed,
      bias: bias !== undefined,
      relu,
    }
    const textures = [a, b, ...(bias ? [bias] : [])].map(({ storage }) => storage.texture)
    return result(op, a.rows, b.cols, (extent) => kernels.product(kind, extent, textures, a.cols))
  }

  const upload = (data: Float32Array, rows: number, cols: number): Plane =>
    result('matrix', rows, cols, (extent) => kernels.upload(data, rows, cols, extent))

  return defineBackend<Plane>({
    name: NAME,
    info: { device: device.name, mode },
    numerics,

    storage: {
      upload,
      zeros: (rows, cols) => run('zeros', rows, cols, []),
      read: ({ storage, rows, cols }) => reader.read(storage.texture, rows, cols),
      free,
      bytes: () => bytes,
      sync: () => reader.sync(),
      close: () => device.close(),
    },

    core: {
      matmul: (a, b) => product('matmul', a, b),
      transpose: ({ storage, rows, cols }) => run('transpose', cols, rows, [storage]),
      relu: (z) => map('relu', [z], 0),
      mask: (z) => map('mask', [z]),
      hadamard: (a, b) => map('hadamard', [a, b]),
      colsum: ({ storage, rows, cols }) => run('colsum', rows, 1, [storage], cols),
      addColumn: (a, b) => map('addColumn', [a, b]),
      axpy: (alpha, x, y) => map('axpy', [x, y], alpha),
      scale: (alpha, x) => map('scale', [x], alpha),
    },

    fused: {
      affine: (W, X, b) => product('affine', W, X, b),
      affineRelu: (W, X, b) => product('affineRelu', W, X, b, true),
      hadamardMask: (v, z) => map('hadamardMask', [v, z]),
      axpby: (alpha, x, beta, y) => map('axpby', [x, y], alpha, beta),
      squareAverage: (beta, oneMinusBeta, v, g) => map('squareAverage', [v, g], beta, oneMinusBeta),
      adaptiveStep: (theta, rate, m, v, epsilon) => map('adaptiveStep', [theta, m, v], rate, epsilon),
    },

    extended: {
      softmax: ({ storage, rows, cols }) =>
        temporary(run('columnMaximum', 1, cols, [storage], rows), free, (most) =>
          temporary(run('columnExponentials', 1, cols, [storage, most], rows), free, (sums) =>
            run('softmax', rows, cols, [storage, most, sums]),
          ),
        ),
      tanh: (z) => map('tanh', [z]),
      sigmoid: (z) => map('sigmoid', [z]),
      log: (x) => map('log', [x]),
      sqrt: (x) => map('sqrt', [x]),
      divide: (a, b) => map('divide', [a, b]),
      gatherRows: ({ storage, cols }, indices) =>
        temporary(upload(Float32Array.from(indices), 1, indices.length), free, (list) =>
          run('gatherRows', indices.length, cols, [storage, list]),
        ),
    },
  })
}

/** The blocks of two rows and two columns that hold a matrix. */
function extentOf(rows: number, cols: number, longestSide: number): Extent {
  const longest = 2 * longestSide
  if (rows > longest || cols > longest) {
    throw new ShapeError(
      `A ${rows} × ${cols} matrix is too large for this device: its textures hold at most ${longest} rows and as many columns.`,
    )
  }
  if (rows * cols > MOST_ELEMENTS) {
    throw new ShapeError(
      `A ${rows} × ${cols} matrix is too large for gpu.js: it has ${rows * cols} elements, and indices are exact to ${MOST_ELEMENTS}.`,
    )
  }
  // A texture has two rows at least: see `launch`.
  return { width: Math.ceil(cols / 2), height: Math.max(Math.ceil(rows / 2), 2) }
}
