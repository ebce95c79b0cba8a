import { type Build, detectSupport } from '@bilayer/backend-wasm/kernels'
import { defineOnMachine, startMachine } from '@bilayer/backend-wasm/machine'
import {
  ArgumentError,
  type BackendProvider,
  BackendUnavailableError,
  checkObject,
  checkString,
  checkWholeNumber,
  type ExtendedBackend,
  probeBy,
  startAs,
} from '@bilayer/core'
import { findLibrary } from './library/find-library.ts'
import { inspect } from './library/inspect.ts'
import type { Library } from './library/open-library.ts'
import { createMultiply } from './product/create-multiply.ts'
import { createProduct } from './product/create-product.ts'
import { measuredRoute, type Route } from './product/route.ts'

/** How `blas` works. */
export interface BlasOptions {
  /** How many threads compute a large product: as many as the machine runs at once, unless given. */
  readonly threads?: number
  /**
   * The library, by its path or by the name that the system's loader knows: unless given, that of the environment variable
   * `BILAYER_BLAS`, or else the first that is found of OpenBLAS, MKL and BLIS, on macOS Accelerate.
   */
  readonly library?: string
  /** The most bytes that matrices and working memory may take together: 4 GiB less 64 KiB unless given. */
  readonly maximumBytes?: number
}

/** What the backend is called. */
const NAME = 'blas'

/** More threads than any machine that was thought of. */
const MOST_THREADS = 256

/**
 * The BLAS backend, for Node.js: matrix products by a library of the system, all else by the kernels of wasm, on one memory.
 * Operations compute at once. `numerics` is measured on the library.
 *
 * Rejects with `BackendUnavailableError` where there is no library, or one that computes wrong, and with `ArgumentError` for
 * options that no machine has.
 */
export const blas = (options: BlasOptions = {}): Promise<ExtendedBackend> =>
  createBlas(options, measuredRoute)

/** Lists `blas` among other backends. Its probe loads the library, and computes known products. */
export const blasProvider: BackendProvider<BlasOptions> = {
  name: NAME,
  probe: () =>
    probeBy(async () => {
      await using backend = await blas()
      return { available: true, device: backend.info.device }
    }),
  create: blas,
}

/** The backend with another rule than the measured one for what the library computes, for tests. */
export async function createBlas(
  options: BlasOptions,
  createRoute: (threads: number, worthFrom: number) => Route,
): Promise<ExtendedBackend> {
  checkOptions(options)
  const { threads, library: path, ...heapOptions } = options
  return startAs(NAME, async () => {
    const library = findLibrary(path)
    const build = bestBuild()
    const numerics = await inspect(library, build)
    const taken = takeThreads(library, threads)
    const machine = await startMachine(build, heapOptions)
    const product = createProduct(library, machine.heap)
    const multiply = createMultiply(
      machine,
      library,
      product,
      createRoute(taken ?? 1, library.threads?.worthFrom ?? 0),
    )
    const mode = build === 'relaxed-simd' ? 'WebAssembly, relaxed SIMD' : 'WebAssembly, SIMD'
    const info = { device: deviceOf(library, taken), mode }
    return defineOnMachine({ name: NAME, info, numerics }, { ...machine, multiply })
  })
}

function checkOptions(options: BlasOptions): void {
  checkObject('options', options, '{ threads: 2 }')
  const { threads, library } = options
  if (threads !== undefined) checkWholeNumber('threads', threads, { least: 1, most: MOST_THREADS })
  if (library === undefined) return
  checkString('library', library, 'libopenblas.so.0')
  // The system's loader would take the process itself.
  if (library === '')
    throw new ArgumentError('library is empty; it must be a path or a name, such as libopenblas.so.0.')
}

function bestBuild(): Build {
  const support = detectSupport()
  if ('missing' in support) throw new BackendUnavailableError(support.missing)
  return support.builds[0]
}

/** How many threads the library takes of those that are wanted; undefined where it does not tell. */
function takeThreads({ name, threads }: Library, wanted: number | undefined): number | undefined {
  if (threads) return threads.take(wanted ?? Math.min(threads.initial, hardwareThreads()))
  if (wanted === undefined) return undefined
  throw new BackendUnavailableError(
    `${name} has no function that sets the number of its threads; without the option threads it takes its own.`,
  )
}

/** Threads that the machine runs at once. Not imported, since a bundler for pages would stumble over it. */
const hardwareThreads = (): number => process.getBuiltinModule('node:os').availableParallelism()

const deviceOf = ({ name, path }: Library, threads: number | undefined): string => {
  const file = path.endsWith(name) ? name : `${name} (${path})`
  if (threads === undefined) return file
  return `${file}, ${threads === 1 ? 'one thread' : `${threads} threads`}`
}
