import { BackendUnavailableError, describeError } from '@bilayer/core'
import { type Koffi, loadKoffi } from './load-koffi.ts'
import { type Search, searchOn } from './names.ts'
import { type Library, openLibrary } from './open-library.ts'

/** The environment variable that names the BLAS to use. */
const LIBRARY_VARIABLE = 'BILAYER_BLAS'

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
  if (named === undefined || named === '')
    return search(searchOn(process.platform), (name) => open(koffi, name))
  try {
    return open(koffi, named)
  } catch (cause) {
    throw new BackendUnavailableError(`${LIBRARY_VARIABLE}: ${describeError(cause)}`, { cause })
  }
}

/**
 * The first library that opens. Throws `BackendUnavailableError`, with those that are there and broken, and with the command that
 * installs one, where none does.
 */
export function search<T>({ names, install }: Search, openByName: (name: string) => T): T {
  const absent: string[] = []
  const broken: string[] = []
  for (const name of names) {
    try {
      return openByName(name)
    } catch (error) {
      const reason = describeError(error)
      if (IS_ABSENT.test(reason)) absent.push(name)
      else broken.push(` ${reason.replace(/\.?$/u, '.')}`)
    }
  }
  throw new BackendUnavailableError(
    `No BLAS was found: the system has none of ${absent.join(', ')}.${broken.join('')} To install one: ${install}. ` +
      `One that is elsewhere is found by its path in ${LIBRARY_VARIABLE}.`,
  )
}

/** How the loaders of Linux and macOS, and that of Windows, say that there is no such library. */
const IS_ABSENT = /no such file|could not be found/iu

function open(koffi: Koffi, path: string): Library {
  const known = opened.get(path)
  if (known) return known
  const library = openLibrary(koffi, path, process.platform)
  opened.set(path, library)
  return library
}
