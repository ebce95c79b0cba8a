import * as mpi from '@bilayer/mpi'
import { CommunicatorError, localCommunicator } from '@bilayer/core'
import { type Entry, parameter } from '../entry.ts'
import { nothingElse, optional, options, text } from '../legal.ts'
import type { PackageEntries } from './package-entries.ts'

/** Whether there is a library of that name is the machine's to say; and MPI cannot be started twice in a process. */
const library = parameter([0, 'library'], (value) =>
  value !== '' && optional(text)(value) === true ? 'long' : false,
)

const entries: readonly Entry[] = [
  {
    name: 'createMpi',
    // The library is none, so that no process of the soak is a rank.
    call: () => ({ fn: createWhereThereIsNone, args: [{ library: 'libnowhere.so' }] }),
    parameters: [
      parameter([0], (value) => (optional(options)(value) === true ? 'long' : false), 'options'),
      library,
    ],
  },
  {
    name: 'probeMpi',
    call: () => ({ fn: mpi.probeMpi, args: [] }),
    parameters: [],
  },
  {
    name: 'watchRanks',
    call: () => ({ fn: mpi.watchRanks, args: [localCommunicator()] }),
    parameters: [parameter([0], nothingElse, 'communicator')],
  },
  { name: 'launchedRanks', call: () => ({ fn: mpi.launchedRanks, args: [] }), parameters: [] },
]

async function createWhereThereIsNone(...given: Parameters<typeof mpi.createMpi>): Promise<null> {
  try {
    await mpi.createMpi(...given)
  } catch (error) {
    if (!(error instanceof CommunicatorError)) throw error
  }
  return null
}

export const mpiEntries: PackageEntries = { package: '@bilayer/mpi', exports: mpi, entries }
