import type { Command, Work } from './operations.ts'

/** Which thread computes a command. */
export interface Plan {
  /** Into how many parts it is split. */
  readonly parts: (command: Command) => number
  /** Whether the host computes it itself where nothing is queued. */
  readonly isForHost: (command: Command) => boolean
  /** Whether the kernels can split a product by columns too. */
  readonly splitsColumns: boolean
}

/** Which kernels the threads run. */
export type KernelKind = 'wasm' | 'js'

/** The most parts that a command can have. */
export const mostParts = ({ extent, unit }: Command): number => Math.ceil(extent / unit)

/** About how long one thread takes for a command of size 1, in nanoseconds. */
const NANOSECONDS: Record<KernelKind, Record<Work, number>> = {
  wasm: { product: 0.04, function: 1.5, root: 0.5, pass: 0.3 },
  js: { product: 0.25, function: 8, root: 3, pass: 1 },
}

/**
 * What the host computes at once, in nanoseconds: less than it takes to hand work over, and far less than a frame.
 */
const HOST_LIMIT = 100_000

/** What a part is worth handing out for, in nanoseconds. */
const PART = 25_000

/** Splits what is worth it: the rule of docs/design.md, section 5. */
export function measuredPlan(threads: number, kernels: KernelKind): Plan {
  const costs = NANOSECONDS[kernels]
  const nanoseconds = ({ operation, size }: Command): number => size * costs[operation.work]
  return {
    parts: (command) =>
      Math.max(Math.min(threads, mostParts(command), Math.floor(nanoseconds(command) / PART)), 1),
    isForHost: (command) => nanoseconds(command) < HOST_LIMIT,
    splitsColumns: kernels === 'wasm',
  }
}
