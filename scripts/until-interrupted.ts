/** Something that is served, until it is closed. */
export interface Served extends AsyncDisposable {
  /** Where it is. */
  readonly url: string
}

/** Tells where something is served, and closes it at Ctrl-C. */
export function serveUntilInterrupted(name: string, { url, [Symbol.asyncDispose]: close }: Served): void {
  process.stdout.write(`${name} is at ${url}\nCtrl-C ends it.\n`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      process.stdout.write('\n')
      void close()
    })
  }
}
