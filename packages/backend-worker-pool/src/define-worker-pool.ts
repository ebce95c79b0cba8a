import type { Block, Heap } from '@bilayer/backend-wasm/kernels'
import {
  type BackendInfo,
  defineBackend,
  DisposedError,
  type ExtendedBackend,
  type Operand,
  type Stored,
} from '@bilayer/core'
import { Arena } from './arena.ts'
import { type Command, execute, type Operation, operations } from './operations.ts'
import type { Plan } from './plan.ts'
import { NAME, type Pool } from './pool.ts'

/** Elements that a part of an elementwise operation has a multiple of: a cache line. */
const LINE = 16

/** Rows, and columns, that a part of a product has a multiple of: those of a tile of the kernels. */
const TILE = { rows: 12, cols: 8 }

interface Shape {
  readonly rows: number
  readonly cols: number
}

/** How an operation may be split. */
type Division = Pick<Command, 'extent' | 'unit' | 'size'>

/** The backend on a pool of threads. Storage is a block of the shared heap. */
export function defineWorkerPool(pool: Pool, heap: Heap, plan: Plan, info: BackendInfo): ExtendedBackend {
  const { queue, machine } = pool
  const arena = new Arena(heap, queue)

  const run = (command: Command): void => {
    if (queue.isIdle && plan.isForHost(command)) {
      queue.check()
      execute(machine, command)
    } else {
      queue.submit(command, plan.parts(command))
    }
  }

  /** A result of rows × cols, computed by a command. */
  const result = (
    { rows, cols }: Shape,
    operation: Operation,
    list: readonly number[],
    { extent, unit, size }: Division,
  ): Block => {
    const block = arena.allocateResult(rows * cols * Float32Array.BYTES_PER_ELEMENT)
    try {
      run({ operation, list, out: block.pointer, extent, unit, size })
      return block
    } catch (error) {
      arena.free(block)
      throw error
    }
  }

  /** A result in the shape of `like`, element by element. */
  const map = (operation: Operation, like: Shape, ...list: readonly number[]): Block => {
    const count = like.rows * like.cols
    return result(like, operation, list, { extent: count, unit: LINE, size: count })
  }

  /** A result row by row. */
  const mapRows = (operation: Operation, shape: Shape, size: number, ...list: readonly number[]): Block =>
    result(shape, operation, list, { extent: shape.rows, unit: 1, size })

  /** A·B + b·1ᵀ; a bias at address 0 is none. Split along the longer side, so that less is packed twice. */
  const product = (operation: Operation, a: Operand<Block>, b: Operand<Block>, bias = 0): Block => {
    const [rows, inner, cols] = [a.rows, a.cols, b.cols]
    const byColumns = plan.splitsColumns && cols > rows
    const list = [
      a.storage.pointer,
      Number(a.transposed),
      b.storage.pointer,
      Number(b.transposed),
      rows,
      inner,
      cols,
      bias,
      Number(byColumns),
    ]
    return result({ rows, cols }, operation, list, {
      extent: byColumns ? cols : rows,
      unit: byColumns ? TILE.cols : TILE.rows,
      size: rows * inner * cols,
    })
  }

  /** What is in a block once all that is queued now is computed. Room for the copy is found at the call, or not at all. */
  const read = (
    { storage, rows, cols }: Stored<Block>,
    into: Float32Array = new Float32Array(rows * cols),
  ): Promise<Float32Array> => fill(into, storage)

  const fill = async (copy: Float32Array, block: Block): Promise<Float32Array> => {
    const { length } = copy
    const unpin = arena.pin(block)
    try {
      await queue.finished()
      const begin = block.pointer / Float32Array.BYTES_PER_ELEMENT
      const values = heap.floats().subarray(begin, begin + length)
      // An array whose memory was transferred meanwhile takes nothing, which core tells its owner: the backend has not failed.
      if (copy.length < length) return values.slice()
      copy.set(values)
      return copy
    } finally {
      unpin()
    }
  }

  return defineBackend<Block>({
    name: NAME,
    info,

    storage: {
      upload: (data) => {
        queue.check()
        const block = arena.allocateIdle(data.byteLength)
        heap.floats().set(data, block.pointer / Float32Array.BYTES_PER_ELEMENT)
        return block
      },
      zeros: (rows, cols) => map(operations.zeros, { rows, cols }),
      read,
      free: (block) => arena.free(block),
      bytes: () => arena.used,
      sync: async () => queue.finished(),
      close: async () => pool.end(new DisposedError(`the backend ${NAME} was disposed.`)),
    },

    core: {
      matmul: (a, b) => product(operations.matmul, a, b),
      transpose: ({ storage, rows, cols }) =>
        mapRows(operations.transpose, { rows: cols, cols: rows }, rows * cols, storage.pointer, rows, cols),
      relu: (z) => map(operations.relu, z, z.storage.pointer),
      mask: (z) => map(operations.mask, z, z.storage.pointer),
      hadamard: (a, b) => map(operations.hadamard, a, a.storage.pointer, b.storage.pointer),
      colsum: ({ storage, rows, cols }) =>
        mapRows(operations.colsum, { rows, cols: 1 }, rows * cols, storage.pointer, cols),
      addColumn: ({ storage, rows, cols }, b) =>
        mapRows(operations.addColumn, { rows, cols }, rows * cols, storage.pointer, b.storage.pointer, cols),
      axpy: (alpha, x, y) => map(operations.axpy, x, alpha, x.storage.pointer, y.storage.pointer),
      scale: (alpha, x) => map(operations.scale, x, alpha, x.storage.pointer),
    },

    fused: {
      affine: (W, X, b) => product(operations.affine, W, X, b.storage.pointer),
      affineRelu: (W, X, b) => product(operations.affineRelu, W, X, b.storage.pointer),
      hadamardMask: (v, z) => map(operations.hadamardMask, v, v.storage.pointer, z.storage.pointer),
      axpby: (alpha, x, beta, y) =>
        map(operations.axpby, x, alpha, x.storage.pointer, beta, y.storage.pointer),
      squareAverage: (beta, oneMinusBeta, v, g) =>
        map(operations.squareAverage, v, beta, oneMinusBeta, v.storage.pointer, g.storage.pointer),
      adaptiveStep: (theta, rate, m, v, epsilon) =>
        map(
          operations.adaptiveStep,
          theta,
          theta.storage.pointer,
          rate,
          m.storage.pointer,
          v.storage.pointer,
          epsilon,
        ),
    },

    extended: {
      softmax: ({ storage, rows, cols }) =>
        result({ rows, cols }, operations.softmax, [storage.pointer, rows, cols], {
          extent: cols,
          unit: LINE,
          size: rows * cols,
        }),
      tanh: (z) => map(operations.tanh, z, z.storage.pointer),
      sigmoid: (z) => map(operations.sigmoid, z, z.storage.pointer),
      log: (x) => map(operations.log, x, x.storage.pointer),
      sqrt: (x) => map(operations.sqrt, x, x.storage.pointer),
      divide: (a, b) => map(operations.divide, a, a.storage.pointer, b.storage.pointer),
      gatherRows: ({ storage, cols }, indices) => {
        queue.check()
        const count = indices.length
        const list = arena.allocateIdle(indices.byteLength)
        try {
          new Uint32Array(heap.memory.buffer, list.pointer, count).set(indices)
          const shape = { rows: count, cols }
          return mapRows(operations.gatherRows, shape, count * cols, storage.pointer, cols, list.pointer)
        } finally {
          arena.free(list)
        }
      },
    },
  })
}
