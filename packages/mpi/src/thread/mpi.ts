import { CommunicatorError } from '@bilayer/core'
import type { Handle } from '../library/constants.ts'
import type { MpiLibrary } from '../library/open-library.ts'

/** `MPI_THREAD_FUNNELED`: the process has other threads, but only the one that initialised MPI calls it. */
const FUNNELED = 1

/** More than `MPI_MAX_ERROR_STRING` of any library. */
const LONGEST_ERROR = 4096

/** Memory that does not move, which that of a small array may. */
export const fixedDoubles = (length: number): Float64Array<ArrayBuffer> =>
  new Float64Array(new ArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT))

const fixedInt = (): Int32Array => new Int32Array(new ArrayBuffer(4))

/** Memory that does not move, from the beginning of its buffer. */
export type Spare = Uint8Array<ArrayBuffer>

/** A request that is on its way. */
export interface Request {
  /** Throws where the call has failed. */
  readonly isDone: () => boolean
}

/** MPI, with errors that are thrown: `CommunicatorError`, in the words of the library. */
export class Mpi {
  readonly library: MpiLibrary

  constructor(library: MpiLibrary) {
    this.library = library
  }

  initialise(): void {
    const provided = fixedInt()
    this.#check('MPI_Init_thread', this.library.functions.initThread(null, null, FUNNELED, provided))
    if (provided[0] < FUNNELED)
      throw new CommunicatorError(`${this.library.name} was built for processes of one thread alone.`)
  }

  finalise(): void {
    this.#check('MPI_Finalize', this.library.functions.finalize())
  }

  /** Another communicator of the same ranks. Every rank asks for it at once. Its errors are returned, and do not end the process. */
  duplicate(communicator: Handle): Handle {
    const { functions, constants } = this.library
    const copy = this.#handle('MPI_Comm_dup', (out) => functions.commDup(communicator, out))
    this.#check('MPI_Comm_set_errhandler', functions.commSetErrhandler(copy, constants.errorsReturn))
    return copy
  }

  /** The ranks that are on the same machine. */
  onThisMachine(communicator: Handle): Handle {
    const { functions, constants } = this.library
    const { sharedMemory, noInfo } = constants
    return this.#handle('MPI_Comm_split_type', (out) =>
      functions.commSplitType(communicator, sharedMemory, 0, noInfo, out),
    )
  }

  free(communicator: Handle): void {
    const memory = this.#handleMemory()
    memory[0] = communicator
    this.#check('MPI_Comm_free', this.library.functions.commFree(memory))
  }

  rankIn(communicator: Handle): number {
    return this.#int('MPI_Comm_rank', (out) => this.library.functions.commRank(communicator, out))
  }

  sizeOf(communicator: Handle): number {
    return this.#int('MPI_Comm_size', (out) => this.library.functions.commSize(communicator, out))
  }

  /**
   * Begins to put into each place the sum of the float32 numbers that all ranks have there. `spare` gives so many bytes that nobody
   * else uses until it is done.
   */
  sum(communicator: Handle, address: number, count: number, spare: (bytes: number) => Spare): Request {
    const { functions, constants } = this.library
    const { inPlace, isSlowInPlace, float, sum } = constants
    const from = isSlowInPlace
      ? this.#copied(address, count * Float32Array.BYTES_PER_ELEMENT, spare)
      : inPlace
    return this.#begin('MPI_Iallreduce', (request) =>
      functions.iallreduce(from, address, count, float, sum, communicator, request),
    )
  }

  #copied(address: number, length: number, spare: (bytes: number) => Spare): number {
    const copy = spare(length)
    copy.set(this.library.bytesAt(address, length))
    return this.library.addressOf(copy.buffer)
  }

  /** Begins to put into each place the largest of the float64 numbers that all ranks have there. */
  largest(communicator: Handle, values: Float64Array<ArrayBuffer>): Request {
    const { functions, constants, addressOf } = this.library
    const { inPlace, double, max } = constants
    return this.#begin('MPI_Iallreduce', (request) =>
      functions.iallreduce(
        inPlace,
        addressOf(values.buffer),
        values.length,
        double,
        max,
        communicator,
        request,
      ),
    )
  }

  /** Begins to copy the bytes of one rank to all. */
  copy(communicator: Handle, address: number, count: number, root: number): Request {
    const { functions, constants } = this.library
    return this.#begin('MPI_Ibcast', (request) =>
      functions.ibcast(address, count, constants.byte, root, communicator, request),
    )
  }

  #begin(name: string, call: (request: HandleMemory) => number): Request {
    const { functions, constants } = this.library
    const request = this.#handleMemory()
    const flag = fixedInt()
    this.#check(name, call(request))
    return {
      isDone: () => {
        this.#check(name, functions.test(request, flag, constants.noStatus))
        return flag[0] !== 0
      },
    }
  }

  #int(name: string, call: (out: Int32Array) => number): number {
    const out = fixedInt()
    this.#check(name, call(out))
    return out[0]
  }

  #handle(name: string, call: (out: HandleMemory) => number): Handle {
    const out = this.#handleMemory()
    this.#check(name, call(out))
    return out[0]
  }

  #handleMemory(): HandleMemory {
    const memory = new ArrayBuffer(8)
    return this.library.constants.handleType === 'int' ? new Int32Array(memory) : new BigInt64Array(memory)
  }

  #check(name: string, code: number): void {
    if (code !== 0) throw new CommunicatorError(`${name} failed: ${this.#describe(code)}.`)
  }

  #describe(code: number): string {
    const text = new Uint8Array(new ArrayBuffer(LONGEST_ERROR))
    const length = fixedInt()
    this.library.functions.errorString(code, text, length)
    return new TextDecoder().decode(text.subarray(0, length[0]))
  }
}

type HandleMemory = (Int32Array | BigInt64Array) & { [index: number]: Handle }
