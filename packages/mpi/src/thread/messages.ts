import type { MessagePort } from 'node:worker_threads'
import type { CommunicatorCall } from '@bilayer/core'

/** What the thread of MPI is started with. */
export interface Setup {
  /** The library, as it was found. */
  readonly path: string
  /** How many ranks the environment tells of; undefined where of none. */
  readonly launched: number | undefined
  readonly port: MessagePort
  /** One number, which changes with each order, so that a thread that sleeps wakes up. */
  readonly signal: Int32Array<SharedArrayBuffer>
}

/** What the thread is told to do. Groups are numbered as they are opened, alike on all ranks. */
export type Order =
  | { readonly kind: 'open'; readonly group: number }
  /** On the memory at `address`, which stays where it is until the answer. */
  | {
      readonly kind: 'call'
      readonly group: number
      readonly call: CommunicatorCall
      readonly address: number
    }
  | { readonly kind: 'finalize' }

/** What the thread tells: the answers of a group come in the order of its calls. */
export type Report =
  | ({ readonly kind: 'opened'; readonly group: number } & Place)
  | { readonly kind: 'done'; readonly group: number }
  | {
      readonly kind: 'failed'
      readonly group: number
      readonly message: string
      readonly rank: number | undefined
    }
  | { readonly kind: 'finalized' }

/** Where a rank is among all, and among those of its machine. */
export interface Place {
  readonly rank: number
  readonly size: number
  readonly localRank: number
  readonly localSize: number
}
