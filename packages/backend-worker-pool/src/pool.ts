import { BackendFailedError, within } from '@bilayer/core'
import type { Heap } from '@bilayer/backend-wasm/kernels'
import { createChannel } from './channel.ts'
import { createKernels } from './kernels.ts'
import type { Machine } from './operations.ts'
import { Queue } from './queue.ts'
import { startThread, type Thread, type ThreadListener } from './thread.ts'

export const NAME = 'worker-pool'

/** What the threads of a pool work with. */
export interface PoolOptions {
  readonly threads: number
  readonly heap: Heap
  /** The compiled kernels; without them, those of cpu-js. */
  readonly module: WebAssembly.Module | undefined
  /** The URL of the script of the workers; the one beside this module unless given. */
  readonly script?: string | undefined
  /** The milliseconds in which all threads must have started; `LONGEST_START` unless given. */
  readonly longestStart?: number
}

/** Milliseconds. Many threads of a busy machine take seconds; one that says nothing for so long never will. */
const LONGEST_START = 60_000

/** Threads that compute what is queued. */
export interface Pool {
  readonly queue: Queue
  /** What the host itself computes with. */
  readonly machine: Machine
  readonly threads: readonly Thread[]
  /** Ends all threads; whoever waits gets the error. */
  readonly end: (error: Error) => Promise<void>
}

/** Milliseconds. A thread that is only just starting may take long to end; whoever waits for an error must not. */
const LONGEST_END = 500

/** Ends a thread, and waits for that no longer than a moment. */
const endThread = (thread: Thread): Promise<void> =>
  within(LONGEST_END, thread.end, () => new Error('The thread has not ended yet.')).catch(() => {})

/** Starts the threads. Rejects, and leaves none behind, where one does not start. */
export async function startPool(options: PoolOptions): Promise<Pool> {
  const { threads: count, heap, module, script, longestStart = LONGEST_START } = options
  const channel = createChannel(count)
  const kernels = createKernels(heap.memory, module)
  const createWorkspace = (): number => heap.allocate(kernels.workspaceBytes()).pointer
  const threads: Thread[] = []
  const queue = new Queue(channel, (held) => {
    for (const thread of threads) thread.hold(held)
  })
  const end = async (error: Error): Promise<void> => {
    queue.fail(error)
    await Promise.all(threads.map(endThread))
  }
  const fail = (op: string, cause: unknown): void => {
    void end(new BackendFailedError(NAME, op, cause))
  }

  const startAll = (): Promise<void> =>
    new Promise((resolve, reject) => {
      let ready = 0
      const start = (): void => {
        const listener: ThreadListener = {
          reported: (report) => {
            if (report.kind === 'failed') fail(report.operation, report.message)
            else if (report.kind === 'reached') queue.advance()
            else if (++ready === count) resolve()
          },
          // One that is ready may die while others are still starting: none of them is waited for any more.
          died: (reason) => {
            fail(queue.currentOperation(), reason)
            reject(reason)
          },
        }
        const thread = startThread(listener, script)
        threads.push(thread)
        const workspace = createWorkspace()
        thread.send({ memory: heap.memory, module, channel: channel.buffer, threads: count, workspace })
        thread.hold(true)
      }
      for (let i = 0; i < count; i++) start()
    })

  const machine = { kernels, workspace: createWorkspace() }
  try {
    const late = (): Error => new Error(`its threads have not all started in ${longestStart / 1000} s.`)
    await within(longestStart, startAll, late)
    for (const thread of threads) thread.hold(false)
    return { queue, machine, threads, end }
  } catch (cause) {
    await end(new Error('it did not start.'))
    throw cause
  }
}
