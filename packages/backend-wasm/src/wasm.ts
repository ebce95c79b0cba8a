import {
  type BackendProvider,
  BackendUnavailableError,
  checkObject,
  checkOneOf,
  type ExtendedBackend,
  startAs,
} from '@bilayer/core'
import { type Build, builds as allBuilds, detectSupport } from './kernels/build.ts'
import { defineOnMachine } from './machine/define-on-machine.ts'
import { startMachine } from './machine/machine.ts'

/** What the backend is called. */
const NAME = 'wasm'

/** How `wasm` works. */
export interface WasmOptions {
  /** The build of the kernels: the fastest that runs here unless given. `simd` gives the same bits on every machine. */
  readonly build?: Build
  /** The most bytes that matrices and working memory may take together: 4 GiB less 64 KiB unless given. */
  readonly maximumBytes?: number
}

/**
 * The WebAssembly backend: SIMD kernels on the calling thread, exact float32. Its operations compute at once.
 *
 * Rejects with `BackendUnavailableError` where it cannot run, and with `ArgumentError` for a build that there is not, or a size
 * that no memory has.
 */
export async function wasm(options: WasmOptions = {}): Promise<ExtendedBackend> {
  checkObject('options', options, "{ build: 'simd' }")
  const build = chooseBuild(options)
  const info = { device: 'one WebAssembly thread', mode: modes[build] }
  return defineOnMachine({ name: NAME, info }, await startAs(NAME, () => startMachine(build, options)))
}

const modes: Record<Build, string> = { 'relaxed-simd': 'relaxed SIMD', simd: 'SIMD' }

/** Lists `wasm` among other backends. It needs WebAssembly with SIMD. */
export const wasmProvider: BackendProvider<WasmOptions> = {
  name: NAME,
  probe: async () => {
    const support = detectSupport()
    return 'missing' in support ? { available: false, reason: support.missing } : { available: true }
  },
  create: wasm,
}

function chooseBuild({ build }: WasmOptions): Build {
  if (build !== undefined) checkOneOf('build', build, allBuilds)
  const support = detectSupport()
  if ('missing' in support) throw new BackendUnavailableError(support.missing)
  const { builds } = support
  if (build === undefined) return builds[0]
  if (builds.includes(build)) return build
  throw new BackendUnavailableError(
    `The build ${build} does not run in this engine; ${builds.join(' and ')} would. Without the option build, the best is taken.`,
  )
}
