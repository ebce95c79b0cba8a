import type { LibraryHandle } from 'koffi'
import type { Constants, Handle } from './constants.ts'

/** Where a function writes its result, in memory that does not move. */
type Out = Int32Array | BigInt64Array | Uint8Array

/** What is used of MPI. Each returns 0, `MPI_SUCCESS`, or the number of an error. Addresses are of the process. */
export interface MpiFunctions {
  readonly initThread: (argc: null, argv: null, required: number, provided: Out) => number
  readonly finalize: () => number
  readonly errorString: (code: number, text: Out, length: Out) => number
  readonly commRank: (comm: Handle, rank: Out) => number
  readonly commSize: (comm: Handle, size: Out) => number
  readonly commDup: (comm: Handle, made: Out) => number
  readonly commSplitType: (comm: Handle, type: number, key: number, info: Handle, made: Out) => number
  readonly commSetErrhandler: (comm: Handle, handler: Handle) => number
  readonly commFree: (comm: Out) => number
  readonly iallreduce: (
    send: number,
    receive: number,
    count: number,
    type: Handle,
    op: Handle,
    comm: Handle,
    request: Out,
  ) => number
  readonly ibcast: (
    address: number,
    count: number,
    type: Handle,
    root: number,
    comm: Handle,
    request: Out,
  ) => number
  readonly test: (request: Out, isDone: Out, status: number) => number
}

/** Throws where a function is missing, which no MPI since version 3 lacks. */
export function bindFunctions(library: LibraryHandle, H: Constants['handleType']): MpiFunctions {
  const bind = <Name extends keyof MpiFunctions>(name: string, parameters: string[]): MpiFunctions[Name] =>
    library.func(name, 'int', parameters) as unknown as MpiFunctions[Name]
  return {
    initThread: bind<'initThread'>('MPI_Init_thread', ['void *', 'void *', 'int', 'void *']),
    finalize: bind<'finalize'>('MPI_Finalize', []),
    errorString: bind<'errorString'>('MPI_Error_string', ['int', 'void *', 'void *']),
    commRank: bind<'commRank'>('MPI_Comm_rank', [H, 'void *']),
    commSize: bind<'commSize'>('MPI_Comm_size', [H, 'void *']),
    commDup: bind<'commDup'>('MPI_Comm_dup', [H, 'void *']),
    commSplitType: bind<'commSplitType'>('MPI_Comm_split_type', [H, 'int', 'int', H, 'void *']),
    commSetErrhandler: bind<'commSetErrhandler'>('MPI_Comm_set_errhandler', [H, H]),
    commFree: bind<'commFree'>('MPI_Comm_free', ['void *']),
    iallreduce: bind<'iallreduce'>('MPI_Iallreduce', ['intptr_t', 'intptr_t', 'int', H, H, H, 'void *']),
    ibcast: bind<'ibcast'>('MPI_Ibcast', ['intptr_t', 'int', H, 'int', H, 'void *']),
    test: bind<'test'>('MPI_Test', ['void *', 'void *', 'intptr_t']),
  }
}
