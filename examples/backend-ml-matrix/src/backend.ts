import { defineBackend, type ExtendedBackend } from '@bilayer/core'
import { Matrix } from 'ml-matrix'
import { createKernels } from './kernels.ts'

/** Makes a backend whose matrices are those of ml-matrix. */
export function mlMatrix(): ExtendedBackend {
  let bytes = 0
  const counted = (matrix: Matrix): Matrix => {
    bytes += bytesOf(matrix)
    return matrix
  }
  const kernels = createKernels(counted)

  return defineBackend<Matrix>({
    name: 'ml-matrix',
    info: { device: 'one JavaScript thread, ml-matrix' },
    storage: {
      upload: (data, rows, cols) => counted(Matrix.from1DArray(rows, cols, data)),
      // ml-matrix keeps float64; what is read is rounded.
      read: async ({ storage }) => Float32Array.from(storage.to1DArray()),
      free: (storage) => {
        bytes -= bytesOf(storage)
      },
      bytes: () => bytes,
      // Nothing is queued, and nothing is held that the garbage collector would not find.
      sync: async () => {},
      close: async () => {},
    },
    core: kernels,
    extended: kernels,
  })
}

const bytesOf = ({ rows, columns }: Matrix): number => rows * columns * Float64Array.BYTES_PER_ELEMENT
