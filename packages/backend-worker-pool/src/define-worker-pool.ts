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

  /** A rows × cols result at an address `out`, and the command that computes it. */
  const result = (rows: number, cols: number, command: (out: number) => Command): Block => {
    const block = arena.allocateResult(rows * cols * Float32Array.BYTES_PER_ELEMENT)
    try {
      run(command(block.pointer))
      return block
    } catch (error) {
      arena.free(block)
      throw error
    }
  }

  /** A result in the shape of `like`, element by element. */
  const map = (operation: Operation, { rows, cols }: Stored<Block>, ...list: readonly number[]): Block =>
    result(rows, cols, (out) => ({
      operation,
      list: [...list, out],
      extent: rows * cols,
      unit: LINE,
      size: rows * cols,
    }))

  /** A result of which rows are computed from rows of `cols` elements. */
  const mapRows = (
    operation: Operation,
    rows: number,
    cols: number,
    size: number,
    ...list: readonly number[]
  ): Block => result(rows, cols, (out) => ({ operation, list: [...list, out], extent: rows, unit: 1, size }))

  /** A·B + b·1ᵀ; a bias at address 0 is none. Split along the longer side, so that less is packed twice. */
  const product = (operation: Operation, a: Operand<Block>, b: Operand<Block>, bias = 0): Block =>
    result(a.rows, b.cols, (out) => {
      const byColumns = plan.splitsColumns && b.cols > a.rows
      return {
        operation,
        list: [
          a.storage.pointer,
          Number(a.transposed),
          b.storage.pointer,
          Number(b.transposed),
          a.rows,
          a.cols,
          b.cols,
          bias,
          Number(byColumns),
          out,
        ],
        extent: byColumns ? b.cols : a.rows,
        unit: byColumns ? TILE.cols : TILE.rows,
        size: a.rows * a.cols * b.cols,
      }
    })

  /** What is in a block once all that is queued now is computed. */
  const read = async ({ storage, rows, cols }: Stored<Block>): Promise<Float32Array> => {
    const unpin = arena.pin(storage)
    try {
      await queue.finished()
      const begin = storage.pointer / Float32Array.BYTES_PER_ELEMENT
      return heap.floats().slice(begin, begin + rows * cols)
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
      read,
      free: (block) => arena.free(block),
      bytes: () => arena.used,
      sync: async () => queue.finished(),
      close: async () => pool.end(new DisposedError(`the backend ${NAME} was disposed.`)),
    },

    core: {
      matmul: (a, b) => product(operations.matmul, a, b),
      transpose: ({ storage, rows, cols }) =>
        mapRows(operations.transpose, cols, rows, rows * cols, storage.pointer, rows, cols),
      relu: (z) => map(operations.relu, z, z.storage.pointer),
      mask: (z) => map(operations.mask, z, z.storage.pointer),
      hadamard: (a, b) => map(operations.hadamard, a, a.storage.pointer, b.storage.pointer),
      colsum: ({ storage, rows, cols }) =>
        mapRows(operations.colsum, rows, 1, rows * cols, storage.pointer, cols),
      addColumn: ({ storage, rows, cols }, b) =>
        mapRows(operations.addColumn, rows, cols, rows * cols, storage.pointer, b.storage.pointer, cols),
      axpy: (alpha, x, y) => map(operations.axpy, x, alpha, x.storage.pointer, y.storage.pointer),
      scale: (alpha, x) => map(operations.scale, x, alpha, x.storage.pointer),
    },

    fused: {
      affine: (W, X, b) => product(operations.affine, W, X, b.storage.pointer),
      affineRelu: (W, X, b) => product(operations.affineRelu, W, X, b.storage.pointer),
      hadamardMask: (v, z) => map(operations.hadamardMask, v, v.storage.pointer, z.storage.pointer),
    },

    extended: {
      softmax: ({ storage, rows, cols }) =>
        result(rows, cols, (out) => ({
          operation: operations.softmax,
          list: [storage.pointer, rows, cols, out],
          extent: cols,
          unit: LINE,
          size: rows * cols,
        })),
      tanh: (z) => map(operations.tanh, z, z.storage.pointer),
      sigmoid: (z) => map(operations.sigmoid, z, z.storage.pointer),
      log: (x) => map(operations.log, x, x.storage.pointer),
      sqrt: (x) => map(operations.sqrt, x, x.storage.pointer),
      divide: (a, b) => map(operations.divide, a, a.storage.pointer, b.storage.pointer),
      gatherColumns: ({ storage, rows, cols }, indices) => {
        queue.check()
        const count = indices.length
        const list = arena.allocateIdle(indices.byteLength)
        try {
          new Uint32Array(heap.memory.buffer, list.pointer, count).set(indices)
          return mapRows(
            operations.gatherColumns,
            rows,
            count,
            rows * count,
            storage.pointer,
            cols,
            list.pointer,
            count,
          )
        } finally {
          arena.free(list)
        }
      },
    },
  })
}
