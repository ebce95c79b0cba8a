import type { Kernels } from '@bilayer/backend-wasm/kernels'
import { type Channel, Field } from './channel.ts'

/** What a thread computes with. */
export interface Machine {
  readonly kernels: Kernels
  /** The address of the thread's own working memory for products. */
  readonly workspace: number
}

/** What an operation spends its time on: multiply-adds, a function's polynomial, square roots, or passing over memory. */
export type Work = 'product' | 'function' | 'root' | 'pass'

/** Something to do with matrices in shared memory. */
export interface Operation {
  readonly name: string
  /** Stands for it in shared memory. */
  readonly code: number
  readonly work: Work
  /**
   * Computes elements, rows or columns `begin` to `end − 1` of the output at the address `out`. The other arguments of the
   * kernel are in `list` from `at` on, in their order.
   */
  readonly compute: (
    machine: Machine,
    list: ArrayLike<number>,
    at: number,
    out: number,
    begin: number,
    end: number,
  ) => void
}

const byCode: Operation[] = []

function define(name: string, work: Work, compute: Operation['compute']): Operation {
  const operation = { name, code: byCode.length, work, compute }
  byCode.push(operation)
  return operation
}

/** As the kernel `matmul` has them, but for `relu`, and with a flag at the end: 1 where columns are split, not rows. */
const product =
  (relu: boolean): Operation['compute'] =>
  ({ kernels, workspace }, list, at, out, begin, end) => {
    const rows = list[at + 4]
    const cols = list[at + 6]
    const byColumns = list[at + 8] === 1
    kernels.matmul(
      list[at],
      list[at + 1] === 1,
      list[at + 2],
      list[at + 3] === 1,
      rows,
      list[at + 5],
      cols,
      list[at + 7],
      relu,
      out,
      byColumns ? 0 : begin,
      byColumns ? rows : end,
      byColumns ? begin : 0,
      byColumns ? end : cols,
      workspace,
    )
  }

/** Each has a function of its own, so that its calls are compiled for its kernel alone. */
export const operations = {
  matmul: define('matmul', 'product', product(false)),
  affine: define('affine', 'product', product(false)),
  affineRelu: define('affineRelu', 'product', product(true)),
  zeros: define('zeros', 'pass', ({ kernels }, _list, _at, out, begin, end) =>
    kernels.zeros(out, begin, end),
  ),
  relu: define('relu', 'pass', ({ kernels }, list, at, out, begin, end) =>
    kernels.relu(list[at], out, begin, end),
  ),
  mask: define('mask', 'pass', ({ kernels }, list, at, out, begin, end) =>
    kernels.mask(list[at], out, begin, end),
  ),
  hadamard: define('hadamard', 'pass', ({ kernels }, list, at, out, begin, end) =>
    kernels.hadamard(list[at], list[at + 1], out, begin, end),
  ),
  hadamardMask: define('hadamardMask', 'pass', ({ kernels }, list, at, out, begin, end) =>
    kernels.hadamardMask(list[at], list[at + 1], out, begin, end),
  ),
  divide: define('divide', 'pass', ({ kernels }, list, at, out, begin, end) =>
    kernels.divide(list[at], list[at + 1], out, begin, end),
  ),
  scale: define('scale', 'pass', ({ kernels }, list, at, out, begin, end) =>
    kernels.scale(list[at], list[at + 1], out, begin, end),
  ),
  axpy: define('axpy', 'pass', ({ kernels }, list, at, out, begin, end) =>
    kernels.axpy(list[at], list[at + 1], list[at + 2], out, begin, end),
  ),
  axpby: define('axpby', 'pass', ({ kernels }, list, at, out, begin, end) =>
    kernels.axpby(list[at], list[at + 1], list[at + 2], list[at + 3], out, begin, end),
  ),
  squareAverage: define('squareAverage', 'pass', ({ kernels }, list, at, out, begin, end) =>
    kernels.squareAverage(list[at], list[at + 1], list[at + 2], list[at + 3], out, begin, end),
  ),
  adaptiveStep: define('adaptiveStep', 'root', ({ kernels }, list, at, out, begin, end) =>
    kernels.adaptiveStep(list[at], list[at + 1], list[at + 2], list[at + 3], list[at + 4], out, begin, end),
  ),
  addColumn: define('addColumn', 'pass', ({ kernels }, list, at, out, begin, end) =>
    kernels.addColumn(list[at], list[at + 1], list[at + 2], out, begin, end),
  ),
  colsum: define('colsum', 'pass', ({ kernels }, list, at, out, begin, end) =>
    kernels.colsum(list[at], list[at + 1], out, begin, end),
  ),
  transpose: define('transpose', 'pass', ({ kernels }, list, at, out, begin, end) =>
    kernels.transpose(list[at], list[at + 1], list[at + 2], out, begin, end),
  ),
  gatherRows: define('gatherRows', 'pass', ({ kernels }, list, at, out, begin, end) =>
    kernels.gatherRows(list[at], list[at + 1], list[at + 2], out, begin, end),
  ),
  sqrt: define('sqrt', 'root', ({ kernels }, list, at, out, begin, end) =>
    kernels.sqrt(list[at], out, begin, end),
  ),
  log: define('log', 'function', ({ kernels }, list, at, out, begin, end) =>
    kernels.log(list[at], out, begin, end),
  ),
  tanh: define('tanh', 'function', ({ kernels }, list, at, out, begin, end) =>
    kernels.tanh(list[at], out, begin, end),
  ),
  sigmoid: define('sigmoid', 'function', ({ kernels }, list, at, out, begin, end) =>
    kernels.sigmoid(list[at], out, begin, end),
  ),
  softmax: define('softmax', 'function', ({ kernels }, list, at, out, begin, end) =>
    kernels.softmax(list[at], list[at + 1], list[at + 2], out, begin, end),
  ),
}

/** An operation on certain matrices, which may be split into parts of its output. */
export interface Command {
  readonly operation: Operation
  /** Its arguments, as `compute` wants them. */
  readonly list: readonly number[]
  /** The address of the output. */
  readonly out: number
  /** How many elements, rows or columns the output has. */
  readonly extent: number
  /** What each part but the last has a multiple of. */
  readonly unit: number
  /** How much there is to do: multiply-adds of a product, elements of the larger operand for anything else. */
  readonly size: number
}

/** Computes a whole command on this thread. */
export const execute = (machine: Machine, { operation, list, out, extent }: Command): void =>
  operation.compute(machine, list, 0, out, 0, extent)

/** Writes a command into a slot, to be computed in so many parts. */
export function writeCommand(
  { commands }: Channel,
  slot: number,
  { operation, list, out, extent, unit }: Command,
  parts: number,
): void {
  commands[slot + Field.operation] = operation.code
  commands[slot + Field.parts] = parts
  commands[slot + Field.extent] = extent
  commands[slot + Field.unit] = unit
  commands[slot + Field.out] = out
  commands.set(list, slot + Field.list)
}

/** Computes one part of the command in a slot. */
export function executePart(machine: Machine, channel: Channel, slot: number, part: number): void {
  const { commands } = channel
  const parts = commands[slot + Field.parts]
  const extent = commands[slot + Field.extent]
  const unit = commands[slot + Field.unit]
  const units = Math.ceil(extent / unit)
  const begin = Math.floor((units * part) / parts) * unit
  const end = Math.min(Math.floor((units * (part + 1)) / parts) * unit, extent)
  operationIn(channel, slot).compute(
    machine,
    commands,
    slot + Field.list,
    commands[slot + Field.out],
    begin,
    end,
  )
}

/** The operation of the command in a slot. */
export const operationIn = ({ commands }: Channel, slot: number): Operation =>
  byCode[commands[slot + Field.operation]]
