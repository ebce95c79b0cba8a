/** What a rank does of an allreduce before it goes on: it sends, and waits for what it is sent, which it may add to its own. */
export interface Exchange {
  readonly send?: { readonly to: number; readonly bytes: number }
  readonly receive?: { readonly from: number; readonly bytes: number; readonly isAdded: boolean }
}

/** An allreduce as one rank of `size` sees it. */
export type Algorithm = (rank: number, size: number, bytes: number) => readonly Exchange[]

export const algorithms = {
  /**
   * Up a binomial tree to rank 0 and down again, all bytes each time: `MPI_Iallreduce` of Open MPI 4.1 for fewer than 4 ranks, for less
   * than 64 KiB, and in place (`ompi/mca/coll/libnbc/nbc_iallreduce.c`).
   */
  binomial,
  /** All bytes to the neighbour at distance 1, 2, 4, …, both ways at once (R. Thakur et al., 2005). */
  'recursive doubling': folded(recursiveDoubling),
  /**
   * Halves, quarters, … are summed with the neighbour at distance 1, 2, …, then gathered the way back (R. Rabenseifner, 2004): MPICH from 2
   * KiB on, Open MPI where it is not in place, or is asked for it.
   */
  rabenseifner: folded(rabenseifner),
  /** 2(P − 1) times a P-th to the next rank (P. Patarasuk and X. Yuan, 2009). */
  ring,
} satisfies Record<string, Algorithm>

export type AlgorithmName = keyof typeof algorithms

function binomial(rank: number, size: number, bytes: number): readonly Exchange[] {
  const exchanges: Exchange[] = []
  for (let distance = 1; distance < size; distance *= 2) {
    if (rank % (2 * distance) !== 0) {
      exchanges.push({ send: { to: rank - distance, bytes } })
      break
    }
    if (rank + distance < size) exchanges.push({ receive: { from: rank + distance, bytes, isAdded: true } })
  }
  const parent = rank - greatestPowerOfTwo(rank)
  if (rank > 0) exchanges.push({ receive: { from: parent, bytes, isAdded: false } })
  for (let distance = 1; distance < size; distance *= 2) {
    if (distance > rank && rank + distance < size) exchanges.push({ send: { to: rank + distance, bytes } })
  }
  return exchanges
}

function recursiveDoubling(rank: number, size: number, bytes: number): readonly Exchange[] {
  const exchanges: Exchange[] = []
  for (let distance = 1; distance < size; distance *= 2) {
    const partner = rank ^ distance
    exchanges.push({ send: { to: partner, bytes }, receive: { from: partner, bytes, isAdded: true } })
  }
  return exchanges
}

function rabenseifner(rank: number, size: number, bytes: number): readonly Exchange[] {
  const halving = recursiveDoubling(rank, size, bytes).map((exchange, i) =>
    scaled(exchange, 1 / 2 ** (i + 1), true),
  )
  const gathering = halving.toReversed().map((exchange) => scaled(exchange, 1, false))
  return [...halving, ...gathering]
}

const scaled = ({ send, receive }: Exchange, share: number, isAdded: boolean): Exchange => ({
  ...(send && { send: { ...send, bytes: share * send.bytes } }),
  ...(receive && { receive: { ...receive, bytes: share * receive.bytes, isAdded } }),
})

function ring(rank: number, size: number, bytes: number): readonly Exchange[] {
  const [to, from] = [(rank + 1) % size, (rank + size - 1) % size]
  const part = bytes / size
  return Array.from({ length: 2 * (size - 1) }, (_, i) => ({
    send: { to, bytes: part },
    receive: { from, bytes: part, isAdded: i < size - 1 },
  }))
}

/** An algorithm for powers of two on any number of ranks: those beyond add theirs to a neighbour's first, and hear from it at the end. */
function folded(algorithm: Algorithm): Algorithm {
  return (rank, size, bytes) => {
    const power = greatestPowerOfTwo(size)
    const beyond = size - power
    const realRank = (other: number) => (other < beyond ? 2 * other + 1 : other + beyond)
    if (rank >= 2 * beyond) return renamed(algorithm(rank - beyond, power, bytes), realRank)
    if (rank % 2 === 0) {
      return [{ send: { to: rank + 1, bytes } }, { receive: { from: rank + 1, bytes, isAdded: false } }]
    }
    return [
      { receive: { from: rank - 1, bytes, isAdded: true } },
      ...renamed(algorithm((rank - 1) / 2, power, bytes), realRank),
      { send: { to: rank - 1, bytes } },
    ]
  }
}

const renamed = (exchanges: readonly Exchange[], realRank: (rank: number) => number): readonly Exchange[] =>
  exchanges.map(({ send, receive }) => ({
    ...(send && { send: { ...send, to: realRank(send.to) } }),
    ...(receive && { receive: { ...receive, from: realRank(receive.from) } }),
  }))

/** The greatest power of two up to a number; 0 for 0. */
const greatestPowerOfTwo = (value: number): number => (value < 1 ? 0 : 2 ** Math.floor(Math.log2(value)))
