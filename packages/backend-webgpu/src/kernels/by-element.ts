import type { Kernel } from './kernel.ts'

/** Threads of a group, each of which computes an element. */
const THREADS = 64

/** An element of a result from others, by its row and its column. */
function place(name: string, operands: Kernel['operands'], sizes: readonly string[], value: string): Kernel {
  return {
    name,
    operands,
    result: 'f32',
    sizes: ['count', ...sizes],
    threads: THREADS,
    body: `
  let i = group * ${THREADS} + thread;
  if (i >= p.count) { return; }
  result[i] = ${value};`,
  }
}

/** The groups that so many elements take. */
export const byElementGroups = (count: number): number => Math.ceil(count / THREADS)

/** The kernels that compute an element from others by their rows and columns. */
export const byElement = {
  addColumn: place('addColumn', ['f32', 'f32'], ['cols'], 'a[i] + b[i / p.cols]'),
  /** The transpose, `cols` × `rows`. */
  transpose: place('transpose', ['f32'], ['rows', 'cols'], 'a[(i % p.rows) * p.cols + i / p.rows]'),
  /** The rows that b names. */
  gatherRows: place('gatherRows', ['f32', 'u32'], ['cols'], 'a[b[i / p.cols] * p.cols + i % p.cols]'),
} satisfies Record<string, Kernel>
