import { defineBackend, type ExtendedBackend } from '@bilayer/core'
import { Matrix } from 'ml-matrix'
import { createKernels } from './kernels.ts'

/** Makes a backend whose matrices are those of ml-matrix. */
export function mlMatrix(): ExtendedBackend {
  let bytes = 0
  /** Rounds a matrix of ml-matrix, which computes in float64, to float32, and counts it. */
  const keep = (matrix: Matrix): Matrix => {
    for (let i = 0; i < matrix.rows; i++) {
      for (let j = 0; j < matrix.columns; j++) matrix.set(i, j, Math.fround(matrix.get(i, j)))
    }
    bytes += bytesOf(matrix)
    return matrix
  }
  const kernels = createKernels(keep)

  return defineBackend<Matrix>({
    name: 'ml-matrix',
    info: { device: 'one JavaScript thread, ml-matrix' },
    storage: {
      upload: (data, rows, cols) => keep(Matrix.from1DArray(rows, cols, [...data])),
      read: async ({ storage }) => Float32Array.from(storage.to1DArray()),
      free: (storage) => {
        bytes -= bytesOf(storage)
      },
      bytes: () => bytes,
      sync: async () => {},
      close: async () => {},
    },
    core: kernels,
    extended: kernels,
  })
}

const bytesOf = ({ rows, columns }: Matrix): number => rows * columns * Float64Array.BYTES_PER_ELEMENT
