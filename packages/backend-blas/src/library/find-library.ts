import { BackendUnavailableError, describeError } from '@bilayer/core'
import { type Koffi, loadKoffi } from './load-koffi.ts'
import { searchOn } from './names.ts'
import { type Library, openLibrary } from './open-library.ts'

/** The environment variable that names the BLAS to use. */
export const LIBRARY_VARIABLE = 'BILAYER_BLAS'

/** A library that is loaded once is kept for the next who asks. */
const opened = new Map<string, Library>()

/**
 * The BLAS of that path or name; without one, that of the environment variable; without that, the first that is found by name.
 * Throws `BackendUnavailableError`, with the command that installs one, where there is none.
 */
export function findLibrary(path: string | undefined): Library {
  const koffi = loadKoffi()
  if (path !== undefined) return open(koffi, path)
  const named = process.env[LIBRARY_VARIABLE]
  if (named === undefined || named === '') return search(koffi)
  try {
    return open(koffi, named)
  } catch (cause) {
    throw new BackendUnavailableError(`${LIBRARY_VARIABLE}: ${describeError(cause)}`, { cause })
  }
}

function search(koffi: Koffi): Library {
  const { names, install } = searchOn(process.platform)
  for (const name of names) {
    try {
      return open(koffi, name)
    } catch {
      // The next may be there.
    }
  }
  throw new BackendUnavailableError(
    `No BLAS was found: the system has none of ${names.join(', ')}. To install one: ${install}. ` +
      `One that is elsewhere is found by its path in ${LIBRARY_VARIABLE}.`,
  )
}

function open(koffi: Koffi, path: string): Library {
  const known = opened.get(path)
  if (known) return known
  const library = openLibrary(koffi, path, process.platform)
  opened.set(path, library)
  return library
}
