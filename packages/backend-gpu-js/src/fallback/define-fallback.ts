import { defineBackend, type ExtendedBackend, type Operand, ShapeError, type Stored } from '@bilayer/core'
import type { IKernelRunShortcut } from 'gpu.js'
import { NAME } from '../gl/device.ts'
import type { Library } from '../load.ts'
import { MOST_ELEMENTS } from '../most-elements.ts'
import { temporary } from '../temporary.ts'
import { sources } from './sources.ts'

type Name = keyof typeof sources

const settings = {
  dynamicOutput: true,
  dynamicArguments: true,
  loopMaxIterations: MOST_ELEMENTS,
  precision: 'single',
} as const

const devices = {
  webasm: 'no graphics device: gpu.js on WebAssembly',
  cpu: 'no graphics device: gpu.js in JavaScript',
}

function checkLength(length: number): void {
  if (length <= MOST_ELEMENTS) return
  throw new ShapeError(
    `A matrix of ${length} elements is too large for gpu.js: its indices are exact to ${MOST_ELEMENTS}.`,
  )
}

/** gpu.js without a graphics device. A matrix is an array. */
export function defineFallback({ GPU }: Library, mode: 'webasm' | 'cpu'): ExtendedBackend {
  const gpu = new GPU({ mode })
  const kernels = new Map<Name, IKernelRunShortcut>()
  let bytes = 0

  const kernelOf = (name: Name): IKernelRunShortcut => {
    let kernel = kernels.get(name)
    if (!kernel) {
      kernel = gpu.createKernel(sources[name], settings)
      kernels.set(name, kernel)
    }
    return kernel
  }

  const store = (values: Float32Array): Float32Array => {
    bytes += values.byteLength
    return values
  }

  const run = (name: Name, length: number, ...args: readonly (Float32Array | number)[]): Float32Array => {
    checkLength(length)
    const kernel = kernelOf(name)
    kernel.setOutput([length])
    const output = kernel(...(args as Parameters<IKernelRunShortcut>)) as Float32Array
    // A kernel may give the same array again.
    return store(output.slice())
  }

  const map = (name: Name, like: Stored<Float32Array>, ...args: readonly (Float32Array | number)[]) =>
    run(name, like.storage.length, like.storage, ...args)

  const product = (a: Operand<Float32Array>, b: Operand<Float32Array>): Float32Array => {
    const name = `product${a.transposed ? 'T' : 'N'}${b.transposed ? 'T' : 'N'}` as const
    return run(name, a.rows * b.cols, a.storage, b.storage, a.rows, a.cols, b.cols)
  }

  const free = (values: Float32Array): void => {
    bytes -= values.byteLength
  }

  return defineBackend<Float32Array>({
    name: NAME,
    info: { device: devices[mode], mode },

    storage: {
      upload: (data) => {
        checkLength(data.length)
        return store(data.slice())
      },
      zeros: (rows, cols) => {
        checkLength(rows * cols)
        return store(new Float32Array(rows * cols))
      },
      read: ({ storage }) => Promise.resolve(storage.slice()),
      free,
      bytes: () => bytes,
      sync: async () => {},
      close: async () => gpu.destroy(),
    },

    core: {
      matmul: product,
      transpose: ({ storage, rows, cols }) => run('transpose', storage.length, storage, rows, cols),
      relu: (z) => map('relu', z),
      mask: (z) => map('mask', z),
      hadamard: (a, b) => map('hadamard', a, b.storage),
      colsum: ({ storage, rows, cols }) => run('colsum', rows, storage, cols),
      addColumn: (a, b) => map('addColumn', a, b.storage, a.cols),
      axpy: (alpha, x, y) => map('axpy', x, y.storage, alpha),
      scale: (alpha, x) => map('scale', x, alpha),
    },

    fused: {
      axpby: (alpha, x, beta, y) => map('axpby', x, y.storage, alpha, beta),
      squareAverage: (beta, oneMinusBeta, v, g) => map('squareAverage', v, g.storage, beta, oneMinusBeta),
      adaptiveStep: (theta, rate, m, v, epsilon) =>
        map('adaptiveStep', theta, m.storage, v.storage, rate, epsilon),
    },

    extended: {
      softmax: (z) => {
        const { storage, rows, cols } = z
        return temporary(run('columnMaximum', cols, storage, rows, cols), free, (most) =>
          temporary(run('columnExponentials', cols, storage, most, rows, cols), free, (sums) =>
            map('softmax', z, most, sums, cols),
          ),
        )
      },
      tanh: (z) => map('tanh', z),
      sigmoid: (z) => map('sigmoid', z),
      log: (x) => map('log', x),
      sqrt: (x) => map('sqrt', x),
      divide: (a, b) => map('divide', a, b.storage),
      gatherRows: ({ storage, cols }, indices) =>
        run('gatherRows', indices.length * cols, storage, Float32Array.from(indices), cols),
    },
  })
}
