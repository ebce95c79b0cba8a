/** What the environment tells of the ranks that this process was started with. */
export interface LaunchedRanks {
  /** Which of them this is. */
  readonly rank: number
  /** How many were started. */
  readonly size: number
  /** Which of those on the same machine this is, where that is told. */
  readonly localRank: number | undefined
  /** Whose command started them, where it is one of these two. */
  readonly startedBy: 'Open MPI' | 'MPICH' | undefined
}

/** Who starts ranks, and the environment variables by which each tells. The first that is there counts. */
const launchers = [
  {
    startedBy: 'Open MPI',
    rank: 'OMPI_COMM_WORLD_RANK',
    size: 'OMPI_COMM_WORLD_SIZE',
    localRank: 'OMPI_COMM_WORLD_LOCAL_RANK',
  },
  // Hydra, which is of MPICH and of Intel MPI, and Slurm with --mpi=pmi2.
  { startedBy: 'MPICH', rank: 'PMI_RANK', size: 'PMI_SIZE', localRank: 'MPI_LOCALRANKID' },
  // Slurm's srun, with any library: `SLURM_NTASKS` alone is there in the script of a job too.
  { startedBy: undefined, rank: 'SLURM_PROCID', size: 'SLURM_STEP_NUM_TASKS', localRank: 'SLURM_LOCALID' },
] as const

/**
 * Whether this process is one of several ranks that `mpirun`, `mpiexec` or `srun` started, and which; undefined where it is alone.
 * It asks the environment alone, and loads nothing.
 */
export function launchedRanks(): LaunchedRanks | undefined {
  for (const { startedBy, rank, size, localRank } of launchers) {
    const [ownRank, count] = [numberIn(rank), numberIn(size)]
    if (ownRank === undefined || count === undefined) continue
    return count > 1 ? { rank: ownRank, size: count, localRank: numberIn(localRank), startedBy } : undefined
  }
  return undefined
}

/** The whole number that an environment variable holds; undefined where it holds none. */
function numberIn(variable: string): number | undefined {
  const text = process.env[variable]
  return text !== undefined && /^\d+$/u.test(text) ? Number(text) : undefined
}
