import {
  type Availability,
  type Communicator,
  CommunicatorError,
  describeError,
  importFailure,
} from '@bilayer/core'

/** How `createMpi` works. */
export interface MpiChoice {
  /** The library, by its path or by the name that the system's loader knows: one that is found by name, unless given. */
  readonly library?: string
}

/** The package, which is loaded when it is used: it brings a native module, and so is installed apart. */
const PACKAGE = '@bilayer/mpi'

/**
 * The communicator of all ranks that `mpirun` or `srun` started, by the MPI of the system, as `createMpi` of `@bilayer/mpi` has it, who notice
 * when one of them is killed or stopped, by `watchRanks`. All ranks call it at once. Rejects with `CommunicatorError`, which says what to
 * install, where there is no MPI.
 */
export async function createMpi(options: MpiChoice = {}): Promise<Communicator> {
  const { createMpi: create, watchRanks } = await load()
  return watchRanks(await create(options))
}

/** Finds out, without starting MPI, whether there is one, and which. Never rejects. */
export async function probeMpi(options: MpiChoice = {}): Promise<Availability> {
  try {
    return await (await load()).probeMpi(options)
  } catch (error) {
    return { available: false, reason: describeError(error) }
  }
}

async function load(): Promise<typeof import('@bilayer/mpi')> {
  try {
    return await import('@bilayer/mpi')
  } catch (cause) {
    throw new CommunicatorError(importFailure(PACKAGE, cause), undefined, { cause })
  }
}
