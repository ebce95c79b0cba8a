import { BackendUnavailableError, importFailure } from '@bilayer/core'

/** What calls functions of C. */
export type Koffi = typeof import('koffi')

/**
 * Loads koffi, in a way that a bundler for pages does not follow, since no page can run it. Throws `BackendUnavailableError`
 * where this is not Node.js, or where koffi has no build for this machine.
 */
export function loadKoffi(): Koffi {
  const { process } = globalThis as { process?: Partial<NodeJS.Process> }
  const module = process?.getBuiltinModule?.('node:module')
  if (!module) throw new BackendUnavailableError('A BLAS can be called from Node.js alone, 20.16 or newer.')
  try {
    return module.createRequire(import.meta.url)('koffi') as Koffi
  } catch (cause) {
    throw new BackendUnavailableError(reasonOf(cause), { cause })
  }
}

const reasonOf = (cause: unknown): string =>
  (cause as { readonly code?: unknown }).code === 'ERR_DLOPEN_DISABLED'
    ? 'Node.js was started with --permission, and so may load no library; the option --allow-addons allows it.'
    : `A BLAS is called through koffi. ${importFailure('koffi', cause)}`
