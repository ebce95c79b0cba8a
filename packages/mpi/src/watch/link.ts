import type { Socket } from 'node:net'
import { createInterface } from 'node:readline'
import type { Line } from './messages.ts'

/** Milliseconds between two signs of life. */
const BEAT = 500

/** A rank that gives so many fewer signs of life than this one is taken to hang. */
const MOST_MISSED = 12

/** Bytes of a line; ranks tell each other far less. */
const LONGEST_LINE = 2 ** 16

/** The seconds that this takes. */
export const PATIENCE = (BEAT * MOST_MISSED) / 1000

/** What becomes of a link. */
export interface LinkListener {
  readonly line: (line: Line) => void
  /** The other end is no more, without having said so before. */
  readonly ended: () => void
  /** The other end is there, but gives no sign of life. */
  readonly silent: () => void
}

/** A connection to another rank. Both ends tell that they are alive as long as it is there. */
export class Link {
  readonly #socket: Socket
  readonly #beat: NodeJS.Timeout
  #missed = 0
  #unread = 0
  #isOver = false

  constructor(socket: Socket, listener: LinkListener) {
    this.#socket = socket
    socket.setNoDelay(true)
    socket.on('data', (bytes) => {
      this.#missed = 0
      this.#unread += bytes.length
      if (this.#unread > LONGEST_LINE) socket.destroy()
    })
    // `close` follows.
    socket.on('error', () => {})
    socket.on('close', () => this.#end(listener.ended))
    createInterface({ input: socket }).on('line', (text) => {
      // A stranger who was hung up on may have written more.
      if (socket.destroyed) return
      this.#unread = 0
      const heard = lineOf(text)
      if (!heard) socket.destroy()
      else if (heard.kind === 'bye') this.#end(() => {})
      else listener.line(heard)
    })
    // Beats are counted rather than milliseconds: where all ranks were stopped for a while, as by Ctrl-Z, none has missed any.
    this.#beat = setInterval(() => {
      if (++this.#missed > MOST_MISSED) this.#end(listener.silent)
      else this.say({ kind: 'beat' })
    }, BEAT)
  }

  say(line: Line): void {
    if (!this.#isOver) this.#socket.write(`${JSON.stringify(line)}\n`)
  }

  /** Leaves. Resolves once the other end can know it. */
  leave(): Promise<void> {
    this.#end(() => {})
    return new Promise((resolve) => {
      this.#socket.end(`${JSON.stringify({ kind: 'bye' } satisfies Line)}\n`, resolve)
    })
  }

  #end(tell: () => void): void {
    if (this.#isOver) return
    clearInterval(this.#beat)
    // A rank that was stopped may be woken up, and is to hear why all is over.
    tell()
    this.#isOver = true
  }
}

/** What a line says; undefined where no rank says so. Whoever reaches the port may write anything. */
function lineOf(text: string): Line | undefined {
  try {
    const line = JSON.parse(text) as Line | null
    return typeof line === 'object' && line !== null ? line : undefined
  } catch {
    return undefined
  }
}
