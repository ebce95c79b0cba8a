import {
  ArgumentError,
  type Availability,
  checkObject,
  checkString,
  type Communicator,
  CommunicatorError,
  defineCommunicator,
  describeError,
} from '@bilayer/core'
import { findLibrary } from './library/find-library.ts'
import type { MpiLibrary } from './library/open-library.ts'
import { MpiThread } from './mpi-thread.ts'

/** How `createMpi` works. */
export interface MpiOptions {
  /**
   * The library, by its path or by the name that the system's loader knows: unless given, that of the environment variable
   * `BILAYER_MPI`, or else the first that is found of Open MPI and MPICH, beginning with the one that started this process.
   */
  readonly library?: string
}

/** The communicator of MPI's world. */
export interface MpiCommunicator extends Communicator {
  /** The library and its version, such as `Open MPI 4.1.4`. */
  readonly library: string
  /** Which of the ranks on the same machine this is. */
  readonly localRank: number
  /** How many ranks are on the same machine. */
  readonly localSize: number
}

const NAME = 'mpi'

/** MPI can be started once in a process, for all communicators of it. */
let running: { readonly thread: MpiThread; readonly path: string; open: number; isOver: boolean } | undefined

/**
 * The communicator of all ranks that `mpirun` or `srun` started; of one rank, where none did. All ranks call it at once. MPI starts with
 * the first, and ends when all that were made are closed, which all ranks do: it cannot start again in the same process.
 *
 * Rejects with `CommunicatorError` where there is no MPI, where it has ended, and where the library is not that of the command
 * which started the ranks; with `ArgumentError` for wrong options.
 */
export async function createMpi(options: MpiOptions = {}): Promise<MpiCommunicator> {
  checkOptions(options)
  const library = findLibrary(options.library)
  const { thread } = start(library)
  const { number, rank, size, localRank, localSize } = await thread.open()
  const communicator = defineCommunicator({
    name: NAME,
    rank,
    size,
    perform: (call, bytes) =>
      thread.call(number, call, bytes, library.addressOf(bytes.buffer) + bytes.byteOffset),
    leave: () => leave(thread, number),
  })
  return Object.freeze({ ...communicator, library: library.name, localRank, localSize })
}

/** Finds out, without starting MPI, whether there is one, and which. Never rejects. */
export async function probeMpi(options: MpiOptions = {}): Promise<Availability> {
  try {
    checkOptions(options)
    const { name, path } = findLibrary(options.library)
    return { available: true, device: `${name} (${path})` }
  } catch (error) {
    return { available: false, reason: describeError(error) }
  }
}

function checkOptions(options: MpiOptions): void {
  checkObject('options', options, "{ library: 'libmpi.so.40' }")
  const { library } = options
  if (library === undefined) return
  checkString('library', library, 'libmpi.so.40')
  // The system's loader would take the process itself.
  if (library === '')
    throw new ArgumentError('library is empty; it must be a path or a name, such as libmpi.so.40.')
}

function start({ path, name }: MpiLibrary): { readonly thread: MpiThread } {
  if (running?.isOver === true)
    throw new CommunicatorError('MPI has ended in this process, and cannot start again: close it last.')
  if (running && running.path !== path)
    throw new CommunicatorError(`${name} (${path}) was asked for, but this process runs ${running.path}.`)
  running ??= { thread: new MpiThread(path), path, open: 0, isOver: false }
  running.open++
  return running
}

/** Leaves together with the others; from those that have failed, alone. The last communicator ends MPI. */
async function leave(thread: MpiThread, group: number): Promise<void> {
  try {
    await thread.call(group, { kind: 'close', length: 0, root: 0 }, new Uint8Array(), 0)
  } catch (error) {
    if (!(error instanceof CommunicatorError)) throw error
  }
  if (!running || --running.open > 0) return
  running.isOver = true
  await thread.finalise()
}
