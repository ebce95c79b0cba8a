import { randomBytes } from 'node:crypto'
import { hostname, networkInterfaces } from 'node:os'
import { Worker } from 'node:worker_threads'
import { checkCommunicator, type Communicator, CommunicatorError, describeError } from '@bilayer/core'
import type { Endpoint, Report, Setup } from './watch/messages.ts'
import { entryOf } from './worker-entry.ts'

/**
 * The same ranks, who notice when one of them is killed, at once, or stopped, after 6 s: then all that is asked of the communicator, and
 * has been, rejects with a `CommunicatorError` that names it, and the process should end. MPI would wait without end. They tell each
 * other over TCP, from threads of their own, so that one which computes is no less alive; one that computes without end is not noticed.
 *
 * All ranks call it at once. Rejects with `ArgumentError` for what is no communicator, and with `CommunicatorError`, on every rank, where
 * one cannot reach rank 0.
 */
export async function watchRanks(communicator: Communicator): Promise<Communicator> {
  checkCommunicator('communicator', communicator)
  if (communicator.size === 1) return communicator
  const watch = await startWatch(communicator)
  const { name, rank, size, allReduceSum, broadcast, barrier, close } = communicator
  return Object.freeze<Communicator>({
    name,
    rank,
    size,
    allReduceSum: (values) => watch.unlessLost(() => allReduceSum(values)),
    broadcast: (values, root) => watch.unlessLost(() => broadcast(values, root)),
    barrier: () => watch.unlessLost(barrier),
    close: async () => {
      try {
        await watch.unlessLost(close)
      } catch (error) {
        if (!(error instanceof CommunicatorError)) throw error
      }
      watch.leave()
    },
  })
}

async function startWatch(communicator: Communicator): Promise<Watch> {
  const { rank, size } = communicator
  const told = new Uint8Array(TOLD)
  let watch: Watch | undefined
  if (rank === 0) {
    const token = randomBytes(16).toString('hex')
    watch = new Watch({ rank, size, token, endpoint: undefined })
    const place: Endpoint = { machine: hostname(), addresses: ownAddresses(), port: await watch.port, token }
    write(told, JSON.stringify(place))
  }
  await communicator.broadcast(told, 0)
  const endpoint = JSON.parse(read(told)) as Endpoint
  watch ??= new Watch({ rank, size, token: endpoint.token, endpoint })
  await checkReached(communicator, await watch.failure)
  watch.letGo()
  return watch
}

/** Throws `CommunicatorError`, on every rank, where one has not reached the first; `reason` is why this one has not, if so. */
async function checkReached(communicator: Communicator, reason: string): Promise<void> {
  const failed = new Float32Array(communicator.size)
  if (reason !== '') failed[communicator.rank] = 1
  await communicator.allReduceSum(failed)
  const rank = failed.indexOf(1)
  if (rank < 0) return
  const told = new Uint8Array(TOLD)
  write(told, reason)
  await communicator.broadcast(told, rank)
  throw new CommunicatorError(
    `Rank ${rank} does not reach rank 0 over TCP, by which ranks notice that one has ended: ${read(told)}`,
    rank,
  )
}

/** Bytes for a text that a rank tells. */
const TOLD = 4096

const write = (bytes: Uint8Array, text: string): void => {
  new TextEncoder().encodeInto(text.padEnd(TOLD), bytes)
}

const read = (bytes: Uint8Array): string => new TextDecoder().decode(bytes).trimEnd()

/** More addresses than a machine has networks that others reach. */
const MOST_ADDRESSES = 32

const ownAddresses = (): string[] =>
  Object.values(networkInterfaces())
    .flatMap((network = []) => network.filter(({ internal }) => !internal).map(({ address }) => address))
    .slice(0, MOST_ADDRESSES)

/** The thread that watches, seen from the others. */
class Watch {
  readonly #worker: Worker
  readonly #waiting = new Set<(error: CommunicatorError) => void>()
  #loss: CommunicatorError | undefined
  /** Where rank 0 listens. */
  readonly port: Promise<number>
  /** Why rank 0 was not reached; empty once it was. */
  readonly failure: Promise<string>

  constructor(setup: Setup) {
    const script = entryOf(new URL('./watch-worker.js', import.meta.url))
    this.#worker = new Worker(script, { name: 'bilayer-watch', workerData: setup })
    this.port = new Promise((resolve, reject) => {
      this.#hear((report) => {
        if (report.kind === 'listening') resolve(report.port)
        if (report.kind !== 'failed') return
        reject(new CommunicatorError(`The ranks cannot watch each other: ${report.message}`))
      })
    })
    // Only rank 0 asks for it.
    this.port.catch(() => {})
    this.failure = new Promise((resolve) => {
      if (!setup.endpoint) resolve('')
      this.#hear((report) => {
        if (report.kind === 'ready') resolve('')
        if (report.kind === 'failed') resolve(report.message)
      })
    })
    this.#hear((report) => {
      if (report.kind === 'lost') this.#lose(new CommunicatorError(report.message, report.rank))
    })
  }

  #hear(listener: (report: Report) => void): void {
    this.#worker.on('message', listener)
    this.#worker.on('error', (error) => listener({ kind: 'failed', message: describeError(error) }))
  }

  /** What `work` resolves to, unless a rank is lost before: then it rejects. */
  unlessLost(work: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#loss) {
        reject(this.#loss)
        return
      }
      this.#waiting.add(reject)
      const forget = (): void => {
        this.#waiting.delete(reject)
      }
      work().then(resolve, reject).finally(forget)
    })
  }

  /** It keeps the process no more. */
  letGo(): void {
    this.#worker.unref()
  }

  leave(): void {
    this.#worker.postMessage('leave')
  }

  #lose(loss: CommunicatorError): void {
    this.#loss ??= loss
    for (const reject of this.#waiting) reject(this.#loss)
    this.#waiting.clear()
  }
}
