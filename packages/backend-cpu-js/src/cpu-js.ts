import {
  type BackendProvider,
  checkObject,
  checkPositive,
  defineBackend,
  type ExtendedBackend,
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
      relu: (z) => map(z, (out, begin, end) => kernels.relu(z.storage, out, begin, end)),
      mask: (z) => map(z, (out, begin, end) => kernels.mask(z.storage, out, begin, end)),
      hadamard: (a, b) =>
        map(a, (out, begin, end) => kernels.hadamard(a.storage, b.storage, out, begin, end)),
      colsum: ({ storage, rows, cols }) => filled(rows, (out) => kernels.colsum(storage, cols, out, 0, rows)),
      addColumn: ({ storage, rows, cols }, b) =>
        filled(rows * cols, (out) => kernels.addColumn(storage, b.storage, cols, out, 0, rows)),
      axpy: (alpha, x, y) =>
        map(x, (out, begin, end) => kernels.axpy(alpha, x.storage, y.storage, out, begin, end)),
      scale: (alpha, x) => map(x, (out, begin, end) => kernels.scale(alpha, x.storage, out, begin, end)),
    },

    fused: {
      affine: (W, X, b) =>
        filled(W.rows * X.cols, (out) => {
          matmul(W, X, out, 0, W.rows)
          kernels.addColumn(out, b.storage, X.cols, out, 0, W.rows)
        }),
      affineRelu: (W, X, b) =>
        filled(W.rows * X.cols, (out) => {
          matmul(W, X, out, 0, W.rows)
          kernels.addColumnRelu(out, b.storage, X.cols, out, 0, W.rows)
        }),
      hadamardMask: (v, z) =>
        map(v, (out, begin, end) => kernels.hadamardMask(v.storage, z.storage, out, begin, end)),
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
      tanh: (z) => map(z, (out, begin, end) => kernels.tanh(z.storage, out, begin, end)),
      sigmoid: (z) => map(z, (out, begin, end) => kernels.sigmoid(z.storage, out, begin, end)),
      log: (x) => map(x, (out, begin, end) => kernels.log(x.storage, out, begin, end)),
      sqrt: (x) => map(x, (out, begin, end) => kernels.sqrt(x.storage, out, begin, end)),
      divide: (a, b) => map(a, (out, begin, end) => kernels.divide(a.storage, b.storage, out, begin, end)),
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
