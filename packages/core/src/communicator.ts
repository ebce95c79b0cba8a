/**
 * Processes, or threads, that compute together, called ranks. Each has a communicator of its own, and every rank calls the same
 * methods in the same order. Calls may be made while others are on their way. Where ranks do not ask for the same, or one has left or
 * has failed, what the others wait for and all that they ask later rejects with `CommunicatorError`. As in MPI (MPI: A Message-Passing
 * Interface Standard, chapter 6), of which this is a small part.
 */
export interface Communicator {
  /** What it communicates by, such as `mpi`. */
  readonly name: string
  /** Which of the ranks this is: 0 for the first. */
  readonly rank: number
  /** How many ranks there are. */
  readonly size: number
  /**
   * Puts into each place the sum of what all ranks have there. Every rank gets the same bits, within γ of `size` terms of the exact
   * sum. Nobody may touch `values` until it resolves. All ranks give as many numbers.
   */
  readonly allReduceSum: (values: Float32Array) => Promise<void>
  /** Copies what rank `root` has to all ranks, byte by byte. Nobody may touch `values` until it resolves. All ranks give as many bytes. */
  readonly broadcast: (values: Float32Array | Uint8Array, root: number) => Promise<void>
  /** Resolves once every rank has called it. */
  readonly barrier: () => Promise<void>
  /**
   * Leaves, once what is on its way has arrived or failed. To be called by every rank, in place of its next call; one that has failed
   * so lets the others know. Other calls after it reject with `DisposedError`; to call it again does nothing.
   */
  readonly close: () => Promise<void>
}
