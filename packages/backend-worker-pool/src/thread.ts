/** What the host tells a worker, once. */
export interface Order {
  readonly memory: WebAssembly.Memory
  /** The compiled kernels; without them, those of cpu-js. */
  readonly module: WebAssembly.Module | undefined
  readonly channel: SharedArrayBuffer
  readonly threads: number
  /** The address of the worker's own working memory. */
  readonly workspace: number
}

/** What a worker tells the host. */
export type Report =
  | { readonly kind: 'ready' }
  /** As many tickets are finished as the host wanted. */
  | { readonly kind: 'reached' }
  | { readonly kind: 'failed'; readonly operation: string; readonly message: string }

/** What a thread lets its owner know. */
export interface ThreadListener {
  readonly reported: (report: Report) => void
  /** It ended, and nobody had asked it to. */
  readonly died: (reason: Error) => void
}

/** A worker thread, of Node.js or of a page. */
export interface Thread {
  readonly send: (order: Order) => void
  /** Whether it keeps a process of Node.js alive. It does not, at first. */
  readonly hold: (held: boolean) => void
  /** Ends it at once, whatever it does. */
  readonly end: () => Promise<void>
}

/** The threads of Node.js, without an import that a bundler for pages would stumble over. */
export const nodeThreads = (): typeof import('node:worker_threads') | undefined =>
  (globalThis as { process?: Partial<NodeJS.Process> }).process?.getBuiltinModule?.('node:worker_threads')

/** Starts a thread, by the script beside this module unless the URL of another is given. */
export function startThread(listener: ThreadListener, script?: string): Thread {
  const node = nodeThreads()
  return node ? startNodeThread(node, listener, script) : startPageThread(listener, script)
}

function startNodeThread(
  { Worker }: typeof import('node:worker_threads'),
  { reported, died }: ThreadListener,
  script?: string,
): Thread {
  const url = script === undefined ? new URL('./worker.js', import.meta.url) : absolute(script)
  const worker = new Worker(entryOf(url), { name: 'bilayer' })
  let isEnding = false
  worker.on('message', reported)
  worker.on('error', died)
  worker.on('exit', (code) => {
    if (!isEnding) died(new Error(`a worker thread ended, with exit code ${code}.`))
  })
  worker.unref()
  return {
    send: (order) => worker.postMessage(order),
    hold: (held) => {
      if (held) worker.ref()
      else worker.unref()
    },
    end: async () => {
      isEnding = true
      await worker.terminate()
    },
  }
}

/** Node.js has no page for a URL to be relative to. */
function absolute(script: string): URL {
  if (URL.canParse(script)) return new URL(script)
  throw new Error(
    `script is ${JSON.stringify(script)}; in Node.js it must be a whole URL, such as "file:///app/worker.js".`,
  )
}

/**
 * A module of one import, the script. A worker inherits the options of its process and of NODE_OPTIONS, by which modules are
 * found and loaded; were they handed to it as `execArgv`, it would refuse those of V8. One that it inherits, `--input-type`, is
 * refused for a script, but not for this.
 */
const entryOf = (script: URL): URL =>
  new URL(`data:text/javascript,${encodeURIComponent(`import ${JSON.stringify(script.href)}`)}`)

function startPageThread({ reported, died }: ThreadListener, script?: string): Thread {
  // Bundlers look for these very words, and take the script along.
  const worker =
    script === undefined
      ? new Worker(new URL('./worker.js', import.meta.url), { type: 'module', name: 'bilayer' })
      : new Worker(script, { type: 'module', name: 'bilayer' })
  worker.addEventListener('message', ({ data }: MessageEvent<Report>) => {
    reported(data)
  })
  worker.addEventListener('error', ({ message }) => {
    died(new Error(message === undefined || message === '' ? notLoaded(script) : message))
  })
  return {
    send: (order) => {
      worker.postMessage(order)
    },
    hold: () => {},
    end: async () => {
      worker.terminate()
    },
  }
}

/** A page is not told why. */
const notLoaded = (script: string | undefined): string =>
  `the script of a worker did not load. It must be served ${script === undefined ? 'beside the module' : `at ${script}`}, ` +
  'with the header Cross-Origin-Embedder-Policy of the page, and the Content-Security-Policy must allow it in worker-src.'
