import type { AlgorithmName } from './allreduce.ts'

/** How an MPI sums so many bytes on so many ranks by `MPI_Iallreduce`. */
export type Library = (ranks: number, bytes: number) => AlgorithmName

const [KIBIBYTE, FEW_RANKS] = [1024, 4]

export const libraries = {
  /** Open MPI 4.1, from one buffer into another: `nbc_allreduce_init` in `ompi/mca/coll/libnbc/nbc_iallreduce.c`. */
  'Open MPI': (ranks, bytes) => (ranks < FEW_RANKS || bytes < 64 * KIBIBYTE ? 'binomial' : 'rabenseifner'),
  /** R. Thakur, R. Rabenseifner and W. Gropp, Optimization of Collective Communication Operations in MPICH, 2005. */
  MPICH: (_, bytes) => (bytes <= 2 * KIBIBYTE ? 'recursive doubling' : 'rabenseifner'),
} satisfies Record<string, Library>

export type LibraryName = keyof typeof libraries
