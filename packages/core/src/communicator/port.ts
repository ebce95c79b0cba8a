/** The ports of messages of the host, which the language has not: Node.js and pages have them alike. */
interface Host {
  readonly MessageChannel: new () => { readonly port1: Port; readonly port2: Port }
}

/** What is used of a port. */
export interface Port {
  postMessage: (message: unknown, transfer: ArrayBufferLike[]) => void
  addEventListener: (
    type: 'message' | 'close',
    listener: (event: { readonly data?: unknown }) => void,
  ) => void
  start: () => void
  close: () => void
}

/** A `MessagePort` as the types of the host have it, so that a list of them can be handed to `postMessage`. */
export type HostPort = typeof globalThis extends { readonly MessagePort: { readonly prototype: infer T } }
  ? T
  : Port

/** Two ports, each of which gets what is posted to the other. */
export function createChannel(): [Port, Port] {
  const { port1, port2 } = new (globalThis as typeof globalThis & Host).MessageChannel()
  return [port1, port2]
}

/** Calls `received` with each message, and `ended` when the other port is closed, or its thread has ended. */
export function listen<T>(port: Port, received: (message: T) => void, ended: () => void): void {
  port.addEventListener('message', ({ data }) => received(data as T))
  port.addEventListener('close', ended)
  port.start()
}
