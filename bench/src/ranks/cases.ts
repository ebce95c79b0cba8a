import type { Size } from '../problem.ts'

/** Ranks that train, and on what. */
export interface Case {
  readonly name: string
  readonly library: 'bilayer wasm' | 'PyTorch'
  readonly ranks: number
  /** The network, and the samples that one rank computes of a batch. */
  readonly size: Size
  /** Whether the ranks train one model, or each its own: then nothing is sent. */
  readonly together: boolean
}

/** The network on which efficiency is measured. */
export const measuredSize: Size = [784, 512, 10, 256]

const withBatch = (n: number): Size => [measuredSize[0], measuredSize[1], measuredSize[2], n]

const n = measuredSize[3]

const both = (name: string, ranks: number, batch: number): Case[] =>
  (['bilayer wasm', 'PyTorch'] as const).map((library) => ({
    name,
    library,
    ranks,
    size: withBatch(batch),
    together: ranks > 1,
  }))

export const names = {
  alone: 'one rank',
  beside: 'two beside each other',
  weak: 'two ranks, weak',
  strong: 'two ranks, strong',
  four: 'four ranks on the cores of two, weak',
  eight: 'eight ranks on the cores of two, weak',
} as const

/** All that is measured, one after the other, round after round. */
export const cases: readonly Case[] = [
  ...both(names.alone, 1, n),
  { name: names.beside, library: 'bilayer wasm', ranks: 2, size: withBatch(n), together: false },
  ...both(names.weak, 2, n),
  ...both(names.strong, 2, n / 2),
  { name: names.four, library: 'bilayer wasm', ranks: 4, size: withBatch(n), together: true },
  { name: names.eight, library: 'bilayer wasm', ranks: 8, size: withBatch(n), together: true },
]

/** Of a whole batch: what all ranks compute together, or each by itself. */
export const wholeOf = ({ size: [m0, m1, m2, batch], ranks, together }: Case): Size => [
  m0,
  m1,
  m2,
  together ? ranks * batch : batch,
]
