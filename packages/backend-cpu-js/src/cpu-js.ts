import {
  type BackendProvider,
  checkObject,
  checkPositive,
  defineBackend,
  type ExtendedBackend,
  type Operand,
  type Stored,
} from '@bilayer/core'
import { createBufferPool } from './buffer-pool.ts'
import * as kernels from './kernels/index.ts'

/** How `cpuJs` works. */
export interface CpuJsOptions {
  /** The most bytes that matrices may take together: 4 GiB unless given, as much as the backends on WebAssembly can have. */
  readonly maximumBytes?: number
}

/**
 * The plain JavaScript backend: one thread, exact float32, wherever JavaScript runs. Its operations compute at once.
 *
 * Throws `ArgumentError` for a size that is none.
 */
export function cpuJs(options: CpuJsOptions = {}): ExtendedBackend {
  checkObject('options', options, '{ maximumBytes: 2 ** 30 }')
  const { maximumBytes = 2 ** 32 } = options
  checkPositive('maximumBytes', maximumBytes)
  const pool = createBufferPool(maximumBytes)
  const matmul = kernels.createMatmul()

  const filled = (length: number, fill: (out: Float32Array) => void): Float32Array => {
    const out = pool.take(length)
    try {
      fill(out)
      return out
    } catch (error) {
      pool.give(out)
      throw error
    }
  }
  /** A result in the shape of `like`, whose elements `fill` computes. */
  const map = (like: Stored<Float32Array>, fill: (out: Float32Array, begin: number, end: number) => void) =>
    filled(like.storage.length, (out) => {
      fill(out, 0, out.length)
    })
  const ofOne = (kernel: kernels.OfOne) => (z: Stored<Float32Array>) =>
    map(z, (out, begin, end) => kernel(z.storage, out, begin, end))
  const ofTwo = (kernel: kernels.OfTwo) => (a: Stored<Float32Array>, b: Stored<Float32Array>) =>
    map(a, (out, begin, end) => kernel(a.storage, b.storage, out, begin, end))

  const affine = (W: Operand<Float32Array>, X: Operand<Float32Array>, b: Stored<Float32Array>) =>
    filled(W.rows * X.cols, (out) => {
      matmul(W, X, out, 0, W.rows)
      kernels.addColumn(out, b.storage, X.cols, out, 0, W.rows)
    })

  return defineBackend<Float32Array>({
    name: 'cpu-js',
    info: { device: 'one JavaScript thread' },

    storage: {
      upload: (data) => filled(data.length, (out) => out.set(data)),
      zeros: (rows, cols) => pool.takeZeros(rows * cols),
      read: ({ storage }, into) => {
        if (into === undefined) return Promise.resolve(storage.slice())
        into.set(storage)
        return Promise.resolve(into)
      },
      free: pool.give,
      bytes: pool.bytes,
      sync: async () => {},
      close: async () => {
        pool.clear()
      },
    },

    core: {
      matmul: (a, b) => filled(a.rows * b.cols, (out) => matmul(a, b, out, 0, a.rows)),
      transpose: ({ storage, rows, cols }) =>
        filled(rows * cols, (out) => kernels.transpose(storage, rows, cols, out, 0, cols)),
      relu: ofOne(kernels.relu),
      mask: ofOne(kernels.mask),
      hadamard: ofTwo(kernels.hadamard),
      colsum: ({ storage, rows, cols }) => filled(rows, (out) => kernels.colsum(storage, cols, out, 0, rows)),
      addColumn: ({ storage, rows, cols }, b) =>
        filled(rows * cols, (out) => kernels.addColumn(storage, b.storage, cols, out, 0, rows)),
      axpy: (alpha, x, y) =>
        map(x, (out, begin, end) => kernels.axpy(alpha, x.storage, y.storage, out, begin, end)),
      scale: (alpha, x) => map(x, (out, begin, end) => kernels.scale(alpha, x.storage, out, begin, end)),
    },

    fused: {
      affine,
      affineRelu: (W, X, b) => {
        const out = affine(W, X, b)
        kernels.relu(out, out, 0, out.length)
        return out
      },
      hadamardMask: ofTwo(kernels.hadamardMask),
      axpby: (alpha, x, beta, y) =>
        map(x, (out, begin, end) => kernels.axpby(alpha, x.storage, beta, y.storage, out, begin, end)),
      squareAverage: (beta, oneMinusBeta, v, g) =>
        map(v, (out, begin, end) =>
          kernels.squareAverage(beta, oneMinusBeta, v.storage, g.storage, out, begin, end),
        ),
      adaptiveStep: (theta, rate, m, v, epsilon) =>
        map(theta, (out, begin, end) =>
          kernels.adaptiveStep(theta.storage, rate, m.storage, v.storage, epsilon, out, begin, end),
        ),
    },

    extended: {
      softmax: ({ storage, rows, cols }) =>
        filled(rows * cols, (out) => kernels.softmax(storage, rows, cols, out, 0, cols)),
      tanh: ofOne(kernels.tanh),
      sigmoid: ofOne(kernels.sigmoid),
      log: ofOne(kernels.log),
      sqrt: ofOne(kernels.sqrt),
      divide: ofTwo(kernels.divide),
      gatherRows: ({ storage, cols }, indices) =>
        filled(indices.length * cols, (out) =>
          kernels.gatherRows(storage, cols, indices, out, 0, indices.length),
        ),
    },
  })
}

/** Lists `cpuJs` among other backends. It is available everywhere. */
export const cpuJsProvider: BackendProvider<CpuJsOptions> = {
  name: 'cpu-js',
  probe: async () => ({ available: true }),
  create: async (options) => cpuJs(options),
}
