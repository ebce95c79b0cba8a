import { FUNCTIONS } from './functions.ts'
import type { Kernel } from './kernel.ts'

/** Threads of a group. */
const THREADS = 64

/** Threads that reduce one row, or one column, together. */
export type Lanes = 1 | 16

/** Sums and softmax, by so many threads for each row or column. */
export interface Reductions {
  readonly colsum: Kernel
  readonly softmax: Kernel
  /** Rows, or columns, that a group reduces. */
  readonly items: number
}

/**
 * A graphics processor hides the wait for memory behind many threads; a program in its place computes one after the other, and there
 * each wait of a group costs: it has one lane.
 */
export const createReductions = (lanes: Lanes): Reductions => ({
  colsum: colsum(lanes),
  softmax: softmax(lanes),
  items: THREADS / lanes,
})

/** Elements that the threads of a row add up: a longer row is added up in parts, which are added up then. */
export const LONGEST_SUM = 4096

const numbering = (lanes: Lanes): string => `
  let item = group * ${THREADS / lanes} + thread / ${lanes};
  let lane = thread % ${lanes};`

/** Leaves in `value` of each thread what `combine` makes of those of its row or column. */
function acrossLanes(lanes: Lanes, value: string, combine: (x: string, y: string) => string): string {
  if (lanes === 1) return ''
  const steps: string[] = []
  for (let distance = lanes / 2; distance >= 1; distance /= 2) {
    steps.push(`
  exchange[thread] = ${value};
  workgroupBarrier();
  ${value} = ${combine(value, `exchange[thread ^ ${distance}]`)};
  workgroupBarrier();`)
  }
  return steps.join('')
}

const EXCHANGE = `var<workgroup> exchange: array<f32, ${THREADS}>;\n`

/** A·1: each row, or each of the `parts` of `length` that it has, becomes one number. */
const colsum = (lanes: Lanes): Kernel => ({
  name: 'colsum',
  operands: ['f32'],
  result: 'f32',
  sizes: ['cols', 'parts', 'items', 'length'],
  threads: THREADS,
  helpers: EXCHANGE,
  body: `${numbering(lanes)}
  let part = item % p.parts;
  let row = min(item, p.items - 1) / p.parts;
  let end = min((part + 1) * p.length, p.cols);
  var sum = 0.0;
  for (var j = part * p.length + lane; j < end; j += ${lanes}) { sum += a[row * p.cols + j]; }
  ${acrossLanes(lanes, 'sum', (x, y) => `${x} + ${y}`)}
  if (lane == 0 && item < p.items) { result[item] = sum; }`,
})

/** The softmax of each column. */
const softmax = (lanes: Lanes): Kernel => ({
  name: 'softmax',
  operands: ['f32'],
  result: 'f32',
  sizes: ['rows', 'cols'],
  threads: THREADS,
  helpers: EXCHANGE + FUNCTIONS,
  body: `${numbering(lanes)}
  let col = min(item, p.cols - 1);
  let rows = select(0, p.rows, item < p.cols);
  var most = a[col];
  for (var i = lane; i < rows; i += ${lanes}) {
    let x = a[i * p.cols + col];
    most = select(most, x, x > most);
  }
  ${acrossLanes(lanes, 'most', (x, y) => `select(${x}, ${y}, ${y} > ${x})`)}
  var sum = 0.0;
  for (var i = lane; i < rows; i += ${lanes}) {
    let e = exponentialOfNegative(vec4f(a[i * p.cols + col] - most)).x;
    result[i * p.cols + col] = e;
    sum += e;
  }
  ${acrossLanes(lanes, 'sum', (x, y) => `${x} + ${y}`)}
  for (var i = lane; i < rows; i += ${lanes}) { result[i * p.cols + col] /= sum; }`,
})
