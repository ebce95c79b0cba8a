import { createServer, connect, type Socket } from 'node:net'
import { hostname } from 'node:os'
import { pid } from 'node:process'
import { parentPort, workerData } from 'node:worker_threads'
import { describeError } from '@bilayer/core'
import { Link, PATIENCE } from './link.ts'
import type { Endpoint, Line, Loss, Report, Setup } from './messages.ts'

/** Milliseconds for a rank to be reached at one address. */
const LONGEST_CONNECT = 3000

/** Watches the other ranks, in a thread that has nothing else to do, so that one which computes gives signs of life too. */
export function serve(): void {
  const setup = workerData as Setup
  const watch = setup.endpoint ? watchFirst(setup, setup.endpoint) : watchOthers(setup)
  parentPort?.on('message', () => {
    // The process may end meanwhile.
    void watch.leave().then(() => parentPort?.close())
  })
}

interface Watch {
  readonly leave: () => Promise<void>
}

const report = (what: Report): void => parentPort?.postMessage(what)

/** Who is at the other end. */
interface Guest {
  readonly rank: number
  readonly process: string
}

const ended = ({ rank, process }: Guest): Loss => ({ rank, message: `Rank ${rank} (${process}) has ended.` })

const silent = ({ rank, process }: Guest): Loss => ({
  rank,
  message: `Rank ${rank} (${process}) has given no sign of life for ${PATIENCE} s: it is stopped, or its machine cannot be reached.`,
})

/** What rank 0 does: all others are connected to it, and it tells them of each other. */
function watchOthers({ size, token }: Setup): Watch {
  const links = new Map<number, Link>()
  let isOver = false
  const lose = (loss: Loss): void => {
    if (isOver) return
    isOver = true
    report({ kind: 'lost', ...loss })
    for (const link of links.values()) link.say({ kind: 'lost', ...loss })
  }
  const welcome = (socket: Socket): void => {
    // Who it is, it says first.
    let guest: Guest | undefined
    const link = new Link(socket, {
      line: (line) => {
        if (line.kind !== 'hello') return
        if (line.token !== token) {
          socket.destroy()
          return
        }
        guest = line
        links.set(line.rank, link)
        link.say({ kind: 'hello', token, rank: 0, process: ownProcess() })
        if (links.size === size - 1) report({ kind: 'ready' })
      },
      ended: () => {
        if (guest) lose(ended(guest))
      },
      silent: () => {
        if (guest) lose(silent(guest))
        else socket.destroy()
      },
    })
  }
  const server = createServer(welcome)
  server.on('error', ({ message }) => report({ kind: 'failed', message }))
  server.listen(0, () => {
    const address = server.address()
    if (typeof address === 'object' && address) report({ kind: 'listening', port: address.port })
  })
  return {
    leave: async () => {
      isOver = true
      server.close()
      await Promise.all(Array.from(links.values(), (link) => link.leave()))
    },
  }
}

/** What every other rank does. */
function watchFirst({ rank }: Setup, endpoint: Endpoint): Watch {
  let link: Link | undefined
  let first: Guest = { rank: 0, process: `on ${endpoint.machine}` }
  const hear = (line: Line): void => {
    if (line.kind === 'lost') report(line)
    if (line.kind !== 'hello') return
    first = line
    report({ kind: 'ready' })
  }
  const begin = async (): Promise<void> => {
    try {
      const socket = await reach(endpoint)
      link = new Link(socket, {
        line: hear,
        ended: () => report({ kind: 'lost', ...ended(first) }),
        silent: () => report({ kind: 'lost', ...silent(first) }),
      })
      link.say({ kind: 'hello', token: endpoint.token, rank, process: ownProcess() })
    } catch (error) {
      report({ kind: 'failed', message: describeError(error) })
    }
  }
  void begin()
  return { leave: async () => link?.leave() }
}

/** A connection to the first of the addresses that takes one. */
async function reach({ machine, addresses, port }: Endpoint): Promise<Socket> {
  const candidates = machine === hostname() ? ['127.0.0.1', ...addresses] : addresses
  const reasons: string[] = []
  for (const host of candidates) {
    try {
      return await open(host, port)
    } catch (error) {
      reasons.push(describeError(error))
    }
  }
  throw new Error(`${machine} takes no connection: ${reasons.join('; ')}`)
}

function open(host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: LONGEST_CONNECT })
    socket.once('connect', () => {
      socket.setTimeout(0)
      resolve(socket)
    })
    socket.once('error', reject)
    socket.once('timeout', () => {
      socket.destroy(new Error(`${host} does not answer`))
    })
  })
}

const ownProcess = (): string => `process ${pid} on ${hostname()}`
