import { BackendUnavailableError, describeError } from '@bilayer/core'
import type { LibraryHandle } from 'koffi'
import type { Koffi } from './load-koffi.ts'
import { type Bind, madeBy, type Threads } from './makers.ts'

/** A BLAS of the system. */
export interface Library {
  /** Such as `OpenBLAS 0.3.21`; the file's name where its maker is not known. */
  readonly name: string
  /** As it was asked for. */
  readonly path: string
  readonly isKnown: boolean
  readonly sgemm: Sgemm
  /** Undefined where the library alone decides. */
  readonly threads: Threads | undefined
  /** Where a buffer is in the process, for as long as it is not detached. */
  readonly addressOf: (buffer: ArrayBufferLike) => number
}

/** C ← α·op(A)·op(B) + β·C in float32, at addresses of the process, as the standard of CBLAS has it. */
type Sgemm = (
  order: number,
  transA: number,
  transB: number,
  m: number,
  n: number,
  k: number,
  alpha: number,
  a: number,
  lda: number,
  b: number,
  ldb: number,
  beta: number,
  c: number,
  ldc: number,
) => void

/**
 * Loads a library by its path, or by the name that the system's loader knows. It stays loaded: its threads may be anywhere in its
 * code. Throws `BackendUnavailableError` where it does not load, or is no BLAS.
 */
export function openLibrary(koffi: Koffi, path: string, platform: string): Library {
  const handle = load(koffi, path)
  const bind = binder(handle)
  const sgemm = bindSgemm(bind, platform)
  if (!sgemm) throw new BackendUnavailableError(`${path} is no BLAS: it has no function cblas_sgemm.`)
  const made = madeBy(bind)
  const name = made?.name ?? path.split(/[/\\]/u).at(-1) ?? path
  return {
    name,
    path,
    isKnown: made !== undefined,
    sgemm,
    threads: made?.threads,
    addressOf: (buffer) => Number(koffi.address(buffer)),
  }
}

function load(koffi: Koffi, path: string): LibraryHandle {
  try {
    return koffi.load(path)
  } catch (cause) {
    throw new BackendUnavailableError(`${path} does not load: ${describeError(cause)}`, { cause })
  }
}

/** Builds whose whole numbers have 64 bits may name their functions so. */
const SUFFIX = '64_'

const binder =
  (handle: LibraryHandle): Bind =>
  (name, result, parameters) =>
    [name, name + SUFFIX].map((symbol) => bindSymbol(handle, symbol, result, parameters)).find(Boolean)

/** koffi throws where there is no such symbol. */
function bindSymbol(
  handle: LibraryHandle,
  ...[symbol, result, parameters]: Parameters<Bind>
): ReturnType<Bind> {
  try {
    return handle.func(symbol, result, [...parameters])
  } catch {
    return undefined
  }
}

/**
 * Sizes go as 64 bits, which is right whichever the library has: one with 32 takes the lower half of a register, or of its place on
 * the stack. Apple alone packs the stack, and has 32.
 */
function bindSgemm(bind: Bind, platform: string): Sgemm | undefined {
  const size = platform === 'darwin' ? 'int' : 'int64_t'
  const matrix = ['uintptr_t', size]
  const parameters = [
    'int',
    'int',
    'int',
    size,
    size,
    size,
    'float',
    ...matrix,
    ...matrix,
    'float',
    ...matrix,
  ]
  return bind('cblas_sgemm', 'void', parameters)
}
