import { checkArray, checkObject, checkPositive, checkWholeNumber } from '../arguments.ts'
import type { Communicator } from '../communicator.ts'
import { ArgumentError, CommunicatorError } from '../errors.ts'
import { within } from '../within.ts'
import type { CommunicatorCall } from './call.ts'
import { type CommunicatorDefinition, defineCommunicator } from './define-communicator.ts'
import { type Contribution, Hub, type Member } from './hub.ts'
import { PendingCalls } from './pending-calls.ts'
import { createChannel, type HostPort, listen, type Port } from './port.ts'

/**
 * One rank's ends of the ports between the ranks. It is for one `portCommunicator`, in this thread or in the one that it is posted to:
 * `worker.postMessage(ranks[1], ranks[1].ports)`.
 */
export interface RankPorts {
  readonly rank: number
  readonly size: number
  /** Of rank 0, a port to each of the others, in order; of these, one to rank 0. */
  readonly ports: HostPort[]
}

/** How `portCommunicator` works. */
export interface PortCommunicatorOptions {
  /**
   * Milliseconds that a call waits for ranks which have not made it; then all fail. 600,000 unless given. A rank whose thread ends
   * is noticed at once, where the host tells of a port that is closed, as Node.js does.
   */
  readonly timeout?: number
}

/** What rank 0 tells the others. */
type Answer = { readonly bytes: Uint8Array } | { readonly failure: string; readonly rank: number | undefined }

const NAME = 'ports'

/** More threads than any machine that was thought of. */
const MOST_RANKS = 4096

/** The ports of as many ranks, which may be threads or parts of one. Throws `ArgumentError` where `size` is not from 1 to 4096. */
export function connectRanks(size: number): RankPorts[] {
  checkWholeNumber('size', size, { least: 1, most: MOST_RANKS })
  const channels = Array.from({ length: size - 1 }, createChannel)
  const ends = [channels.map(([near]) => near), ...channels.map(([, far]) => [far])]
  return ends.map((ports, rank) => ({ rank, size, ports: ports as HostPort[] }))
}

/**
 * The communicator of a rank over ports of messages, between threads of Node.js or of a page, or within one thread. Rank 0 adds up, in the
 * order of ranks. Throws `ArgumentError` for what `connectRanks` did not make.
 */
export function portCommunicator(ranks: RankPorts, options: PortCommunicatorOptions = {}): Communicator {
  checkRanks(ranks)
  checkObject('options', options, '{ timeout: 60_000 }')
  const { timeout = 600_000 } = options
  checkPositive('timeout', timeout)
  const { rank, size } = ranks
  const ports = ranks.ports as Port[]
  const pending = new PendingCalls()
  const definition = rank === 0 ? centre(ports, pending, timeout) : spoke(ports[0], pending, timeout)
  return defineCommunicator({ name: NAME, rank, size, ...definition })
}

function checkRanks(ranks: unknown): asserts ranks is RankPorts {
  checkObject('ranks', ranks, 'connectRanks(2)[0]')
  const { rank, size, ports }: { readonly [Name in keyof RankPorts]?: unknown } = ranks
  checkWholeNumber('ranks.size', size, { least: 1 })
  checkWholeNumber('ranks.rank', rank, { most: size - 1 })
  checkArray('ranks.ports', ports, 'ports')
  const count = rank === 0 ? size - 1 : 1
  if (ports.length !== count)
    throw new ArgumentError(`ranks.ports has ${ports.length} ports; rank ${rank} of ${size} has ${count}.`)
  for (const [i, port] of ports.entries()) {
    checkObject(`ranks.ports[${i}]`, port, 'a MessagePort')
    if (!('postMessage' in port)) throw new ArgumentError(`ranks.ports[${i}] is no MessagePort.`)
  }
}

type Transport = Pick<CommunicatorDefinition, 'perform' | 'leave'>

/** What rank 0 does: the calls of all meet in it. */
function centre(ports: readonly Port[], pending: PendingCalls, timeout: number): Transport {
  const hub = new Hub([pending, ...ports.map(memberAt)], timeout)
  for (const [i, port] of ports.entries()) {
    const rank = i + 1
    listen<Contribution>(
      port,
      (contribution) => hub.contribute(rank, contribution),
      () => hub.ended(rank),
    )
  }
  const perform = (call: CommunicatorCall, bytes: Uint8Array): Promise<void> =>
    pending.add(bytes, () => hub.contribute(0, { call, bytes }))
  return { perform, leave: () => leave(perform, ports) }
}

/** Who hears at the other end of a port what comes of its calls. */
function memberAt(port: Port): Member {
  const tell = (answer: Answer, transfer: ArrayBufferLike[]): void => port.postMessage(answer, transfer)
  return {
    answer: (bytes) => tell({ bytes }, [bytes.buffer]),
    fail: ({ message, rank }) => tell({ failure: message, rank }, []),
  }
}

/** What every other rank does: it asks rank 0. */
function spoke(port: Port, pending: PendingCalls, timeout: number): Transport {
  const rank0Failed = (what: string): CommunicatorError => new CommunicatorError(`Rank 0 has ${what}.`, 0)
  listen<Answer>(
    port,
    (answer) => {
      if ('bytes' in answer) pending.answer(answer.bytes)
      else pending.fail(new CommunicatorError(answer.failure, answer.rank))
    },
    () => pending.fail(rank0Failed('ended')),
  )
  // Rank 0 tells who is late. That it does not even do so is seen later.
  const patience = 2 * timeout
  const perform = async (call: CommunicatorCall, bytes: Uint8Array): Promise<void> => {
    const copy = bytes.slice()
    const answered = pending.add(bytes, () => port.postMessage({ call, bytes: copy }, [copy.buffer]))
    await within(
      patience,
      () => answered,
      () => {
        const late = rank0Failed(`answered nothing in ${patience} ms`)
        pending.fail(late)
        return late
      },
    )
  }
  return { perform, leave: () => leave(perform, [port]) }
}

/** Leaves together with the others; from those that have failed, alone. */
async function leave(perform: Transport['perform'], ports: readonly Port[]): Promise<void> {
  try {
    await perform({ kind: 'close', length: 0, root: 0 }, new Uint8Array())
  } catch (error) {
    if (!(error instanceof CommunicatorError)) throw error
  } finally {
    for (const port of ports) port.close()
  }
}
