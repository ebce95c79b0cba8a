import {
  defineBackend,
  type ExtendedBackend,
  type Numerics,
  type Operand,
  ShapeError,
  type Stored,
} from '@bilayer/core'
import { type Device, NAME } from './device.ts'
import { byElement, byElementGroups } from './kernels/by-element.ts'
import { elementwise, elementwiseGroups } from './kernels/elementwise.ts'
import type { Kernel } from './kernels/kernel.ts'
import { LONGEST_SUM } from './kernels/reduce.ts'
import type { Machine } from './machine.ts'
import type { DeviceBuffer } from './memory/buffer-pool.ts'

/** What a kernel works on, by how many groups. */
interface Work {
  readonly operands: readonly Stored<DeviceBuffer>[]
  readonly groups: number
  readonly sizes: readonly number[]
  readonly factors?: readonly number[]
}

/** The backend on a device. A matrix is a buffer, row-major, from its upload to its `read`. */
export function defineWebgpu(machine: Machine, numerics: Numerics): ExtendedBackend {
  const { device, pool, commands, pipelines, reader, planProduct, reductions } = machine

  /** A buffer for the rows × cols result of an operation, once `write` has seen to what is written to it. */
  const allocate = (
    op: string,
    rows: number,
    cols: number,
    write: (buffer: DeviceBuffer) => void,
  ): DeviceBuffer => {
    device.check(op)
    const bytes = rows * cols * Float32Array.BYTES_PER_ELEMENT
    checkSize(device, rows, cols, bytes)
    const buffer = pool.take(bytes)
    try {
      write(buffer)
      return buffer
    } catch (error) {
      pool.give(buffer)
      throw error
    }
  }

  const upload = (op: string, rows: number, cols: number, data: Float32Array | Uint32Array): DeviceBuffer =>
    allocate(op, rows, cols, (buffer) => commands.write(buffer, data))

  /** A rows × cols result that a kernel computes. */
  const run = (op: string, kernel: Kernel, rows: number, cols: number, work: Work): DeviceBuffer => {
    const { operands, groups, sizes, factors = [] } = work
    return allocate(op, rows, cols, (result) => {
      const buffers = [result, ...operands.map(({ storage }) => storage)]
      commands.dispatch({
        pipeline: pipelines.pipeline(kernel),
        bindings: pipelines.bindings(buffers),
        buffers,
        groups,
        sizes,
        factors,
      })
    })
  }

  /** A rows × cols result, element by element. */
  const fill = (
    name: keyof typeof elementwise,
    rows: number,
    cols: number,
    operands: readonly Stored<DeviceBuffer>[],
    ...factors: readonly number[]
  ): DeviceBuffer => {
    const fours = Math.ceil((rows * cols) / 4)
    const groups = elementwiseGroups(rows * cols)
    return run(name, elementwise[name], rows, cols, { operands, groups, sizes: [fours], factors })
  }

  /** A result in the shape of the operands. */
  const map = (
    name: keyof typeof elementwise,
    operands: readonly Stored<DeviceBuffer>[],
    ...factors: readonly number[]
  ): DeviceBuffer => fill(name, operands[0].rows, operands[0].cols, operands, ...factors)

  /** A rows × cols result whose elements come from others by their rows and columns. */
  const place = (
    name: keyof typeof byElement,
    rows: number,
    cols: number,
    operands: readonly Stored<DeviceBuffer>[],
    ...sizes: readonly number[]
  ): DeviceBuffer => {
    const count = rows * cols
    const groups = byElementGroups(count)
    return run(name, byElement[name], rows, cols, { operands, groups, sizes: [count, ...sizes] })
  }

  const product = (
    op: string,
    a: Operand<DeviceBuffer>,
    b: Operand<DeviceBuffer>,
    bias?: Stored<DeviceBuffer>,
    relu = false,
  ): DeviceBuffer => {
    const { kernel, groups } = planProduct(a, b, { bias: bias !== undefined, relu })
    return run(op, kernel, a.rows, b.cols, {
      operands: bias ? [a, b, bias] : [a, b],
      groups,
      sizes: [a.rows, a.cols, b.cols],
    })
  }

  /** The sums of rows; of parts of them first, where they are long. */
  const sumRows = (a: Stored<DeviceBuffer>): DeviceBuffer => {
    const parts = Math.ceil(a.cols / LONGEST_SUM)
    const items = a.rows * parts
    const sums = run('colsum', reductions.colsum, a.rows, parts, {
      operands: [a],
      groups: Math.ceil(items / reductions.items),
      sizes: [a.cols, parts, items, LONGEST_SUM],
    })
    if (parts === 1) return sums
    try {
      return sumRows({ storage: sums, rows: a.rows, cols: parts })
    } finally {
      pool.give(sums)
    }
  }

  return defineBackend<DeviceBuffer>({
    name: NAME,
    info: { device: device.name },
    numerics,

    storage: {
      upload: (data, rows, cols) => upload('matrix', rows, cols, data),
      zeros: (rows, cols) => fill('zeros', rows, cols, []),
      read: ({ storage, rows, cols }) => reader.read(storage, rows * cols),
      free: (buffer) => pool.give(buffer),
      bytes: () => pool.bytes(),
      sync: () => reader.sync(),
      close: async () => device.gpu.destroy(),
    },

    core: {
      matmul: (a, b) => product('matmul', a, b),
      transpose: (a) => place('transpose', a.cols, a.rows, [a], a.rows, a.cols),
      relu: (z) => map('relu', [z]),
      mask: (z) => map('mask', [z]),
      hadamard: (a, b) => map('hadamard', [a, b]),
      colsum: sumRows,
      addColumn: (a, b) => place('addColumn', a.rows, a.cols, [a, b], a.cols),
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
      softmax: (z) =>
        run('softmax', reductions.softmax, z.rows, z.cols, {
          operands: [z],
          groups: Math.ceil(z.cols / reductions.items),
          sizes: [z.rows, z.cols],
        }),
      tanh: (z) => map('tanh', [z]),
      sigmoid: (z) => map('sigmoid', [z]),
      log: (x) => map('log', [x]),
      sqrt: (x) => map('sqrt', [x]),
      divide: (a, b) => map('divide', [a, b]),
      gatherRows: (a, indices) => {
        const list = {
          storage: upload('gatherRows', indices.length, 1, indices),
          rows: indices.length,
          cols: 1,
        }
        try {
          return place('gatherRows', indices.length, a.cols, [a, list], a.cols)
        } finally {
          pool.give(list.storage)
        }
      },
    },
  })
}

/** Throws `ShapeError` for a matrix that no buffer of the device holds. */
function checkSize({ mostBytes }: Device, rows: number, cols: number, bytes: number): void {
  if (bytes <= mostBytes) return
  throw new ShapeError(
    `A ${rows} × ${cols} matrix is too large for this device: it has ${bytes} bytes, and a buffer has at most ${mostBytes}.`,
  )
}
