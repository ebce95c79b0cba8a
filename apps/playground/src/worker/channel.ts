import type { Failure } from './protocol.ts'

/*
 * Calls across threads. One side serves functions by name; the other calls them, and gets promises. An error arrives as an
 * error of the same name and message. Events go one way, unasked.
 */

/** Functions that a thread offers to another, on the other side. */
export type Remote<C> = {
  readonly [Name in keyof C]: C[Name] extends (...given: infer Given) => infer Answer
    ? (...given: Given) => Promise<Awaited<Answer>>
    : never
}

/** Functions to serve: each may take its time. */
export type Served<C> = {
  readonly [Name in keyof C]: C[Name] extends (...given: infer Given) => infer Answer
    ? (...given: Given) => Answer | Promise<Answer>
    : never
}

/** What a worker and its page say to each other: the functions that it serves, and what it tells unasked. */
export interface Protocol {
  readonly calls: object
  readonly event: unknown
}

/** A worker, or a worker's own side of it. */
export interface Port {
  readonly postMessage: (message: unknown, options: { readonly transfer: Transferable[] }) => void
  readonly addEventListener: (type: 'message', listener: (event: MessageEvent<unknown>) => void) => void
}

interface Call {
  readonly call: number
  readonly name: string
  readonly given: readonly unknown[]
}

type Answer =
  | { readonly answer: number; readonly value: unknown }
  | { readonly answer: number; readonly failure: Failure }

/** An error of another thread. */
class RemoteError extends Error {
  override readonly name: string

  constructor({ name, message }: Failure) {
    super(message)
    this.name = name
  }
}

/** Offers functions to the other side. Returns a function that sends it events. */
export function serve<P extends Protocol>(
  port: Port,
  functions: Served<P['calls']>,
): (event: P['event']) => void {
  const byName = new Map<string, unknown>(Object.entries(functions))
  port.addEventListener('message', ({ data }) => {
    const { call, name, given } = data as Call
    const answer = async (): Promise<Answer> => {
      try {
        const called = byName.get(name)
        if (typeof called === 'function')
          return { answer: call, value: await (Reflect.apply(called, undefined, given) as unknown) }
        throw new Error(`There is no function "${name}" here.`)
      } catch (error) {
        return { answer: call, failure: failureOf(error) }
      }
    }
    void answer().then((message) => port.postMessage(message, { transfer: buffersIn(message) }))
  })
  return (event) => port.postMessage({ event }, { transfer: buffersIn(event) })
}

/** The functions that the other side serves, and its events. */
export function connect<P extends Protocol>(
  port: Port,
  onEvent: (event: P['event']) => void,
): Remote<P['calls']> {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let calls = 0
  port.addEventListener('message', ({ data }) => {
    const message = data as Answer | { readonly event: P['event'] }
    if ('event' in message) {
      onEvent(message.event)
      return
    }
    const caller = waiting.get(message.answer)
    waiting.delete(message.answer)
    if ('failure' in message) caller?.reject(new RemoteError(message.failure))
    else caller?.resolve(message.value)
  })
  const send = (name: string, given: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const call = calls++
      waiting.set(call, { resolve, reject })
      port.postMessage({ call, name, given } satisfies Call, { transfer: buffersIn(given) })
    })
  return new Proxy({} as Remote<P['calls']>, {
    get:
      (_, name) =>
      (...given: readonly unknown[]) =>
        send(String(name), given),
  })
}

/** An error in plain values. */
export const failureOf = (error: unknown): Failure =>
  error instanceof Error
    ? { name: error.name, message: error.message }
    : { name: 'Error', message: String(error) }

/** The buffers of all typed arrays in a message. */
function buffersIn(message: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>()
  const visit = (value: unknown): void => {
    if (ArrayBuffer.isView(value)) {
      if (value.buffer instanceof ArrayBuffer) found.add(value.buffer)
    } else if (typeof value === 'object' && value !== null) {
      for (const each of Object.values(value)) visit(each)
    }
  }
  visit(message)
  return [...found]
}
