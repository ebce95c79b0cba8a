import {
  type BackendDefinition,
  defineBackend,
  type ExtendedBackend,
  type Operand,
  type Stored,
} from '@bilayer/core'
import type { Kernels } from '../kernels/kernels.ts'
import type { Machine } from './machine.ts'
import type { Block } from '../memory/allocator.ts'

/** What a backend on a machine is called, and what it says of itself. */
export type Identity = Pick<BackendDefinition<Block>, 'name' | 'info' | 'numerics'>

/** A backend on a machine, which it lets go of when it is closed. Its matrices are blocks of the machine's heap. */
export function defineOnMachine(identity: Identity, started: Machine): ExtendedBackend {
  let machine: Machine | undefined = started
  const running = (): Machine => {
    if (machine) return machine
    throw new Error('it was closed.')
  }

  /** A rows × cols result, which `compute` writes to the address `out`. */
  const result = (rows: number, cols: number, compute: (machine: Machine, out: number) => void): Block => {
    const at = running()
    const block = at.heap.allocate(rows * cols * Float32Array.BYTES_PER_ELEMENT)
    try {
      compute(at, block.pointer)
      return block
    } catch (error) {
      at.heap.free(block)
      throw error
    }
  }

  /** A result in the shape of `like`, of which `compute` writes `count` elements. */
  const map = (
    { rows, cols }: Stored<Block>,
    compute: (kernels: Kernels, out: number, count: number) => void,
  ): Block => result(rows, cols, ({ kernels }, out) => compute(kernels, out, rows * cols))

  /** A·B + b·1ᵀ, or with `relu` σ of it. A bias at address 0 is none. */
  const product = (a: Operand<Block>, b: Operand<Block>, bias = 0, relu = false): Block =>
    result(a.rows, b.cols, ({ multiply }, out) =>
      multiply(
        a.storage.pointer,
        a.transposed,
        b.storage.pointer,
        b.transposed,
        a.rows,
        a.cols,
        b.cols,
        bias,
        relu,
        out,
      ),
    )

  return defineBackend<Block>({
    ...identity,

    storage: {
      upload: (data, rows, cols) =>
        result(rows, cols, ({ heap }, out) => heap.floats().set(data, out / Float32Array.BYTES_PER_ELEMENT)),
      zeros: (rows, cols) => result(rows, cols, ({ kernels }, out) => kernels.zeros(out, 0, rows * cols)),
      read: ({ storage, rows, cols }, into) => {
        const { heap } = running()
        const begin = storage.pointer / Float32Array.BYTES_PER_ELEMENT
        const values = heap.floats().subarray(begin, begin + rows * cols)
        if (into === undefined) return Promise.resolve(values.slice())
        into.set(values)
        return Promise.resolve(into)
      },
      free: (block) => running().heap.free(block),
      bytes: () => {
        const { heap, workspaceBytes } = running()
        return heap.used() - workspaceBytes
      },
      sync: async () => {},
      close: async () => {
        machine = undefined
      },
    },

    core: {
      matmul: (a, b) => product(a, b),
      transpose: ({ storage, rows, cols }) =>
        result(cols, rows, ({ kernels }, out) =>
          kernels.transpose(storage.pointer, rows, cols, out, 0, cols),
        ),
      relu: (z) => map(z, (kernels, out, count) => kernels.relu(z.storage.pointer, out, 0, count)),
      mask: (z) => map(z, (kernels, out, count) => kernels.mask(z.storage.pointer, out, 0, count)),
      hadamard: (a, b) =>
        map(a, (kernels, out, count) =>
          kernels.hadamard(a.storage.pointer, b.storage.pointer, out, 0, count),
        ),
      colsum: ({ storage, rows, cols }) =>
        result(rows, 1, ({ kernels }, out) => kernels.colsum(storage.pointer, cols, out, 0, rows)),
      addColumn: ({ storage, rows, cols }, b) =>
        result(rows, cols, ({ kernels }, out) =>
          kernels.addColumn(storage.pointer, b.storage.pointer, cols, out, 0, rows),
        ),
      axpy: (alpha, x, y) =>
        map(x, (kernels, out, count) =>
          kernels.axpy(alpha, x.storage.pointer, y.storage.pointer, out, 0, count),
        ),
      scale: (alpha, x) =>
        map(x, (kernels, out, count) => kernels.scale(alpha, x.storage.pointer, out, 0, count)),
    },

    fused: {
      affine: (W, X, b) => product(W, X, b.storage.pointer),
      affineRelu: (W, X, b) => product(W, X, b.storage.pointer, true),
      hadamardMask: (v, z) =>
        map(v, (kernels, out, count) =>
          kernels.hadamardMask(v.storage.pointer, z.storage.pointer, out, 0, count),
        ),
      axpby: (alpha, x, beta, y) =>
        map(x, (kernels, out, count) =>
          kernels.axpby(alpha, x.storage.pointer, beta, y.storage.pointer, out, 0, count),
        ),
      squareAverage: (beta, oneMinusBeta, v, g) =>
        map(v, (kernels, out, count) =>
          kernels.squareAverage(beta, oneMinusBeta, v.storage.pointer, g.storage.pointer, out, 0, count),
        ),
      adaptiveStep: (theta, rate, m, v, epsilon) =>
        map(theta, (kernels, out, count) =>
          kernels.adaptiveStep(
            theta.storage.pointer,
            rate,
            m.storage.pointer,
            v.storage.pointer,
            epsilon,
            out,
            0,
            count,
          ),
        ),
    },

    extended: {
      softmax: ({ storage, rows, cols }) =>
        result(rows, cols, ({ kernels }, out) => kernels.softmax(storage.pointer, rows, cols, out, 0, cols)),
      tanh: (z) => map(z, (kernels, out, count) => kernels.tanh(z.storage.pointer, out, 0, count)),
      sigmoid: (z) => map(z, (kernels, out, count) => kernels.sigmoid(z.storage.pointer, out, 0, count)),
      log: (x) => map(x, (kernels, out, count) => kernels.log(x.storage.pointer, out, 0, count)),
      sqrt: (x) => map(x, (kernels, out, count) => kernels.sqrt(x.storage.pointer, out, 0, count)),
      divide: (a, b) =>
        map(a, (kernels, out, count) => kernels.divide(a.storage.pointer, b.storage.pointer, out, 0, count)),
      gatherRows: ({ storage, cols }, indices) => {
        const { heap } = running()
        const list = heap.allocate(indices.byteLength)
        try {
          new Uint32Array(heap.memory.buffer, list.pointer, indices.length).set(indices)
          return result(indices.length, cols, ({ kernels }, out) =>
            kernels.gatherRows(storage.pointer, cols, list.pointer, out, 0, indices.length),
          )
        } finally {
          heap.free(list)
        }
      },
    },
  })
}
