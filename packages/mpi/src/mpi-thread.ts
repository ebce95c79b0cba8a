import { MessageChannel, Worker } from 'node:worker_threads'
import { CommunicatorError, type CommunicatorCall, describeError, PendingCalls } from '@bilayer/core'
import { launchedRanks } from './launched-ranks.ts'
import type { Order, Place, Report, Setup } from './thread/messages.ts'
import { entryOf } from './worker-entry.ts'

/** A communicator of this process, as the thread of MPI knows it. */
export interface OpenGroup extends Place {
  readonly number: number
}

const NO_BYTES = new Uint8Array()

/** The thread that makes all calls of MPI of this process, seen from the others. */
export class MpiThread {
  readonly #worker: Worker
  readonly #signal = new Int32Array(new SharedArrayBuffer(4))
  readonly #port: MessageChannel['port1']
  readonly #pending = new Map<number, PendingCalls>()
  readonly #opening = new Map<number, (place: Place) => void>()
  readonly #ended: Promise<void>
  #opened = 0
  #waiting = 0
  #failure: CommunicatorError | undefined

  constructor(path: string) {
    const { port1, port2 } = new MessageChannel()
    this.#port = port1
    const workerData: Setup = { path, launched: launchedRanks()?.size, port: port2, signal: this.#signal }
    this.#worker = new Worker(entryOf(new URL('./worker.js', import.meta.url)), {
      name: 'bilayer-mpi',
      workerData,
      transferList: [port2],
    })
    port1.on('message', (report: Report) => this.#hear(report))
    port1.unref()
    this.#worker.unref()
    this.#ended = new Promise((resolve) => {
      this.#worker.once('exit', () => resolve())
    })
    this.#worker.on('error', (cause) => this.#fail(cause))
    this.#worker.on('exit', () => this.#fail(new Error('its thread has ended.')))
  }

  /** A communicator of all ranks. All ranks open as many, in the same order. */
  async open(): Promise<OpenGroup> {
    const number = this.#opened++
    const pending = new PendingCalls()
    this.#pending.set(number, pending)
    const place = new Promise<Place>((resolve) => {
      this.#opening.set(number, resolve)
    })
    await this.#hold(pending.add(NO_BYTES, () => this.#order({ kind: 'open', group: number })))
    return { number, ...(await place) }
  }

  /** Carries out a call on memory that stays where it is, at `address`, until the answer. */
  call(group: number, call: CommunicatorCall, bytes: Uint8Array, address: number): Promise<void> {
    const pending = this.#pending.get(group)
    if (!pending) throw new Error(`There is no group ${group}.`)
    return this.#hold(pending.add(bytes, () => this.#order({ kind: 'call', group, call, address })))
  }

  /** Ends MPI, once all ranks do. */
  async finalise(): Promise<void> {
    this.#order({ kind: 'finalize' })
    await this.#hold(this.#ended)
  }

  #order(order: Order): void {
    if (this.#failure) throw this.#failure
    this.#port.postMessage(order)
    Atomics.add(this.#signal, 0, 1)
    Atomics.notify(this.#signal, 0)
  }

  #hear(report: Report): void {
    if (report.kind === 'finalized') return
    const { group } = report
    const pending = this.#pending.get(group)
    if (report.kind === 'opened') this.#opening.get(group)?.(report)
    if (report.kind === 'failed') pending?.fail(new CommunicatorError(report.message, report.rank))
    else pending?.answer()
  }

  #fail(cause: unknown): void {
    this.#failure ??= new CommunicatorError(`MPI: ${describeError(cause)}`, undefined, { cause })
    for (const pending of this.#pending.values()) pending.fail(this.#failure)
  }

  /** Keeps the process alive while something is awaited, and only then. */
  async #hold(work: Promise<void>): Promise<void> {
    if (this.#waiting++ === 0) this.#worker.ref()
    try {
      await work
    } finally {
      if (--this.#waiting === 0) this.#worker.unref()
    }
  }
}
