import { mapped, type Mutant, spoil, wrongExtended } from './mutant.ts'

/** What the trainer adds, gone wrong. */
export const extendedMutants: readonly Mutant[] = [
  wrongExtended('softmax overflows, for want of a shift', ({ softmax }) => ({
    softmax: (z) =>
      spoil(softmax(z), (values) => {
        for (let j = 0; j < z.cols; j++) {
          let sum = 0
          for (let i = j; i < values.length; i += z.cols) sum += Math.exp(z.storage[i])
          for (let i = j; i < values.length; i += z.cols) values[i] = Math.exp(z.storage[i]) / sum
        }
      }),
  })),
  wrongExtended('softmax runs along the rows', ({ softmax }) => ({
    softmax: (z) => softmax({ storage: z.storage, rows: z.cols, cols: z.rows }),
  })),
  wrongExtended('tanh overflows to NaN', ({ tanh }) => ({
    tanh: (z) => mapped(tanh(z), (value, i) => (Math.abs(z.storage[i]) > 44.4 ? Number.NaN : value)),
  })),
  wrongExtended('log of 0 is a large number', ({ log }) => ({
    log: (x) => mapped(log(x), (value) => Math.max(value, -103)),
  })),
  wrongExtended('sqrt of what is below 0 is 0', ({ sqrt }) => ({
    sqrt: (x) => mapped(sqrt(x), (value) => (Number.isNaN(value) ? 0 : value)),
  })),
  wrongExtended('gatherRows gives rows in their old order', ({ gatherRows }) => ({
    gatherRows: (a, indices) => gatherRows(a, indices.toSorted()),
  })),
  wrongExtended('gatherRows gives a row once, and zeros where it is named again', ({ gatherRows }) => ({
    gatherRows: (a, indices) =>
      mapped(gatherRows(a, indices), (value, i) => {
        const place = Math.floor(i / a.cols)
        return indices.indexOf(indices[place]) === place ? value : 0
      }),
  })),
]
