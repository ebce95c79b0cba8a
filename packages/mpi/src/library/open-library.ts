import { CommunicatorError, describeError } from '@bilayer/core'
import type { LibraryHandle } from 'koffi'
import { bindFunctions, type MpiFunctions } from './functions.ts'
import { type Constants, mpichConstants, openMpiConstants } from './constants.ts'
import type { Koffi } from './load-koffi.ts'

/** An MPI of the system. */
export interface MpiLibrary {
  /** As it was asked for. */
  readonly path: string
  /** Such as `Open MPI 4.1.4`. */
  readonly name: string
  readonly constants: Constants
  readonly functions: MpiFunctions
  /** Where a buffer is in the process, for as long as it is not detached. */
  readonly addressOf: (buffer: ArrayBufferLike) => number
  /** The bytes at an address. Whoever has them may outlive what they are of, and must not. */
  readonly bytesAt: (address: number, length: number) => Uint8Array
}

/**
 * Loads a library by its path, or by the name that the system's loader knows. It stays loaded. Throws `CommunicatorError` where it
 * does not load, or is no MPI that is known.
 */
export function openLibrary(koffi: Koffi, path: string): MpiLibrary {
  const handle = load(koffi, path)
  const version = versionOf(handle)
  if (version === undefined)
    throw new CommunicatorError(`${path} is no MPI: it has no function MPI_Get_library_version.`)
  const constants = constantsOf(handle, version)
  if (!constants)
    throw new CommunicatorError(`${path} is ${version}, which is neither Open MPI nor called as MPICH is.`)
  const functions = bindFunctions(handle, constants.handleType)
  return {
    path,
    name: nameOf(version),
    constants,
    functions,
    addressOf: (buffer) => Number(koffi.address(buffer)),
    bytesAt: (address, length) => new Uint8Array(koffi.view(BigInt(address), length)),
  }
}

function load(koffi: Koffi, path: string): LibraryHandle {
  try {
    return koffi.load(path)
  } catch (cause) {
    throw new CommunicatorError(`${path} does not load: ${describeError(cause)}`, undefined, { cause })
  }
}

/** More than `MPI_MAX_LIBRARY_VERSION_STRING` of any library. */
const LONGEST_VERSION = 16_384

/** What the library says that it is, which it does before it is initialised; undefined where it is no MPI. */
function versionOf(handle: LibraryHandle): string | undefined {
  try {
    const ask = handle.func('int MPI_Get_library_version(void *version, void *length)')
    const text = new Uint8Array(new ArrayBuffer(LONGEST_VERSION))
    const length = new Int32Array(new ArrayBuffer(4))
    ask(text, length)
    return new TextDecoder().decode(text.subarray(0, length[0])).replaceAll('\0', '')
  } catch {
    return undefined
  }
}

function constantsOf(handle: LibraryHandle, version: string): Constants | undefined {
  if (version.startsWith('Open MPI')) return openMpiConstants(handle)
  return /MPICH|Intel\(R\) MPI|MVAPICH/u.test(version) ? mpichConstants : undefined
}

/** The name and the version in what a library says: `Open MPI v4.1.4, package: …`, `MPICH Version:\t4.0.2\n…`. */
function nameOf(version: string): string {
  const found = /^(?<maker>[\w()]+(?: MPI)?)[^\d]*(?<number>\d[\w.]*)/u.exec(version)
  return found?.groups ? `${found.groups['maker']} ${found.groups['number']}` : version.split('\n', 1)[0]
}
