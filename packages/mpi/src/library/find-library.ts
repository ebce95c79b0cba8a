import { CommunicatorError, describeError } from '@bilayer/core'
import { launchedRanks } from '../launched-ranks.ts'
import { type Koffi, loadKoffi } from './load-koffi.ts'
import { installOn, namesOn } from './names.ts'
import { type MpiLibrary, openLibrary } from './open-library.ts'

/** The environment variable that names the library to use. */
const LIBRARY_VARIABLE = 'BILAYER_MPI'

/**
 * The MPI of that path or name; without one, that of the environment variable; without that, the first that is found by name. Throws
 * `CommunicatorError`, with the command that installs one, where there is none.
 */
export function findLibrary(path: string | undefined): MpiLibrary {
  const koffi = loadKoffi()
  if (path !== undefined) return openLibrary(koffi, path)
  const named = process.env[LIBRARY_VARIABLE]
  if (named === undefined || named === '') return search(koffi)
  try {
    return openLibrary(koffi, named)
  } catch (cause) {
    throw new CommunicatorError(`${LIBRARY_VARIABLE}: ${describeError(cause)}`, undefined, { cause })
  }
}

function search(koffi: Koffi): MpiLibrary {
  const names = namesOn(process.platform, launchedRanks()?.startedBy)
  for (const name of names) {
    try {
      return openLibrary(koffi, name)
    } catch {
      // The next may be there.
    }
  }
  throw new CommunicatorError(
    `No MPI was found: the system has none of ${names.join(', ')}. To install one: ${installOn(process.platform)}. ` +
      `One that is elsewhere is found by its path in ${LIBRARY_VARIABLE}.`,
  )
}
