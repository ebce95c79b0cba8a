import { openChannel } from './channel.ts'
import { createKernels } from './kernels.ts'
import { nodeThreads, type Order, type Report } from './thread.ts'
import { work } from './work.ts'

/** Where a worker hears from its host: a port in Node.js, its global scope in a page. */
interface Port {
  readonly addEventListener: (type: 'message', listener: (event: { data: Order }) => void) => void
  readonly postMessage: (report: Report) => void
}

/** Waits for the host's order, and works. */
export function serve(): void {
  const port = (nodeThreads()?.parentPort ?? globalThis) as unknown as Port
  port.addEventListener('message', ({ data: { memory, module, channel, threads, workspace } }) => {
    const machine = { kernels: createKernels(memory, module), workspace }
    port.postMessage({ kind: 'ready' })
    work(openChannel(channel, threads), machine, {
      reached: () => port.postMessage({ kind: 'reached' }),
      failed: (operation, error) => port.postMessage({ kind: 'failed', operation, message: String(error) }),
    })
  })
}
