import type { Kernel } from './kernel.ts'

/** Threads of a group, each of which computes an element. */
const THREADS = 64

/** The kernels that compute an element from others by their rows and columns. */
function byElement(
  name: string,
  operands: Kernel['operands'],
  sizes: readonly string[],
  value: string,
): Kernel {
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

/** Elements that a group computes. */
export const ELEMENTS_OF_GROUP = THREADS

export const rows = {
  addColumn: byElement('addColumn', ['f32', 'f32'], ['cols'], 'a[i] + b[i / p.cols]'),
  /** The transpose, `cols` × `rows`. */
  transpose: byElement('transpose', ['f32'], ['rows', 'cols'], 'a[(i % p.rows) * p.cols + i / p.rows]'),
  /** The rows that b names. */
  gatherRows: byElement('gatherRows', ['f32', 'u32'], ['cols'], 'a[b[i / p.cols] * p.cols + i % p.cols]'),
} satisfies Record<string, Kernel>
