import type { Worker } from 'node:worker_threads'

/** Keeps an eye on the worker threads that are started in this process from now on. */
export interface ThreadWatch {
  /** Those that are alive. */
  readonly alive: () => Worker[]
}

export function watchThreads(): ThreadWatch {
  const nodeThreads = process.getBuiltinModule('node:worker_threads')
  const { Worker: Original } = nodeThreads
  let started: Worker[] = []
  nodeThreads.Worker = class extends Original {
    constructor(...options: ConstructorParameters<typeof Original>) {
      super(...options)
      started.push(this)
    }
  }
  return {
    alive: () => {
      // A thread that has ended has no number any more.
      started = started.filter(({ threadId }) => threadId !== -1)
      return started
    },
  }
}
