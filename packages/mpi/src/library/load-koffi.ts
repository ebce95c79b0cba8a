import { createRequire } from 'node:module'
import { CommunicatorError, describeError } from '@bilayer/core'

/** What calls functions of C. */
export type Koffi = typeof import('koffi')

/** Loads koffi when it is needed, so that a machine that it has no build for hears of it by a `CommunicatorError`. */
export function loadKoffi(): Koffi {
  try {
    return createRequire(import.meta.url)('koffi') as Koffi
  } catch (cause) {
    throw new CommunicatorError(reasonOf(cause), undefined, { cause })
  }
}

const reasonOf = (cause: unknown): string =>
  (cause as { readonly code?: unknown }).code === 'ERR_DLOPEN_DISABLED'
    ? 'Node.js was started with --permission, and so may load no library; the option --allow-addons allows it.'
    : `koffi, which calls MPI, does not load: ${describeError(cause)}`
