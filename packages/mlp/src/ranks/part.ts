import type { Part } from '../batches.ts'

/** The samples of a batch of `samples` that one of `size` ranks computes: all of them have as many, or one fewer; some may have none. */
export const partOfRank = (samples: number, { rank, size }: { rank: number; size: number }): Part => ({
  from: Math.floor((rank * samples) / size),
  to: Math.floor(((rank + 1) * samples) / size),
})
