import { compileKernels, createHeap, detectSupport } from '@bilayer/backend-wasm/kernels'
import {
  type Availability,
  type BackendProvider,
  BackendUnavailableError,
  checkObject,
  checkOneOf,
  checkString,
  checkWholeNumber,
  type ExtendedBackend,
  startAs,
} from '@bilayer/core'
import { defineWorkerPool } from './define-worker-pool.ts'
import { type KernelKind, measuredPlan, type Plan } from './plan.ts'
import { NAME, startPool } from './pool.ts'
import { nodeThreads } from './thread.ts'

/** How `workerPool` works. */
export interface WorkerPoolOptions {
  /** How many worker threads: as many as the machine runs at once, unless given. */
  readonly threads?: number
  /** Whose kernels they run: those of the wasm backend where the engine has SIMD, else those of cpu-js. */
  readonly kernels?: KernelKind
  /** The most bytes that matrices and working memory may take together: 4 GiB less 64 KiB unless given. */
  readonly maximumBytes?: number
  /**
   * The URL of the script of the workers, for a bundler that leaves it behind: that of a build of this package's `dist/worker.js`.
   * The one beside this module unless given.
   */
  readonly script?: string
}

/** More threads than any machine that was thought of. */
const MOST_THREADS = 256

/**
 * The multi-threaded backend: worker threads of Node.js or of a page that share one memory, exact float32, the same bits for
 * any number of threads. Operations are queued; small ones that find the queue empty are computed at once.
 *
 * Rejects with `BackendUnavailableError` where threads cannot share memory, and with `ArgumentError` for options that no
 * machine has.
 */
export const workerPool = (options: WorkerPoolOptions = {}): Promise<ExtendedBackend> =>
  createWorkerPool(options, measuredPlan)

/** Lists `workerPool` among other backends. */
export const workerPoolProvider: BackendProvider<WorkerPoolOptions> = {
  name: NAME,
  probe: async () => availability(),
  create: workerPool,
}

/** The backend with another rule than the measured one for what is split, for tests. */
export async function createWorkerPool(
  options: WorkerPoolOptions,
  createPlan: (threads: number, kernels: KernelKind) => Plan,
): Promise<ExtendedBackend> {
  checkObject('options', options, '{ threads: 2 }')
  const { threads = hardwareThreads(), kernels = bestKernels(), maximumBytes, script } = options
  checkWholeNumber('threads', threads, { least: 1, most: MOST_THREADS })
  checkOneOf('kernels', kernels, ['wasm', 'js'])
  if (script !== undefined) checkString('script', script, '/assets/worker.js')
  const available = availability()
  if (!available.available) throw new BackendUnavailableError(available.reason)
  return startAs(NAME, async () => {
    const { module, mode } = await loadKernels(kernels)
    const heap = createHeap({ shared: true, ...(maximumBytes !== undefined && { maximumBytes }) })
    const pool = await startPool({ threads, heap, module, script })
    const device = threads === 1 ? 'one worker thread' : `${threads} worker threads`
    return defineWorkerPool(pool, heap, createPlan(threads, kernels), { device, mode })
  })
}

function availability(): Availability {
  const { crossOriginIsolated } = globalThis as { crossOriginIsolated?: boolean }
  if (crossOriginIsolated === false) return { available: false, reason: NOT_ISOLATED }
  if (typeof SharedArrayBuffer === 'undefined' || typeof WebAssembly !== 'object') {
    return { available: false, reason: 'This engine has no memory that threads can share.' }
  }
  if (!nodeThreads() && typeof Worker === 'undefined') {
    return { available: false, reason: 'This engine has no worker threads.' }
  }
  if (!mayStartThreads()) return { available: false, reason: NOT_PERMITTED }
  return { available: true }
}

/** Not under the permission model of Node.js, unless it is asked to. */
function mayStartThreads(): boolean {
  const { process } = globalThis as { process?: Partial<NodeJS.Process> }
  return process?.permission?.has('worker') ?? true
}

const NOT_PERMITTED =
  'Node.js was started with --permission, and so may start no worker threads; the option --allow-worker allows them.'

const NOT_ISOLATED =
  'This page is not cross-origin isolated, so threads cannot share memory. Serve it with the headers ' +
  'Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp.'

async function loadKernels(
  kind: KernelKind,
): Promise<{ readonly module: WebAssembly.Module | undefined; readonly mode: string }> {
  if (kind === 'js') return { module: undefined, mode: 'JavaScript' }
  const support = detectSupport()
  if ('missing' in support) throw new BackendUnavailableError(support.missing)
  const [build] = support.builds
  const mode = build === 'relaxed-simd' ? 'WebAssembly, relaxed SIMD' : 'WebAssembly, SIMD'
  return { module: await compileKernels(build, { shared: true }), mode }
}

const bestKernels = (): KernelKind => ('missing' in detectSupport() ? 'js' : 'wasm')

/** Threads that the machine runs at once. */
function hardwareThreads(): number {
  const { navigator, process } = globalThis as {
    navigator?: Partial<Navigator>
    process?: Partial<NodeJS.Process>
  }
  const count =
    process?.getBuiltinModule?.('node:os').availableParallelism() ?? navigator?.hardwareConcurrency
  return Math.min(count ?? 1, MOST_THREADS)
}
