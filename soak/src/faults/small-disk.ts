import { spawnSync } from 'node:child_process'
import { rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../../../scripts/temporary-folder.ts'
import { UnavailableHereError } from './fault.ts'

/** A disk of next to no size, which only this process and its children see. */
export interface SmallDisk extends Disposable {
  /** Where it is mounted. */
  readonly path: string
  /** Leaves so many bytes, and up to a page more, to whoever writes next. Anything that fills the disk from before is gone. */
  readonly leave: (bytes: number) => void
}

/** Runs a process in a name space where it may mount, and from which its mounts go with it. */
export const MAY_MOUNT = ['unshare', '--map-root-user', '--mount'] as const

/** The name of the file that takes the room. */
export const FILLER = 'filler'

const BYTES = 512 * 1024

/** Throws `UnavailableHereError` where this process may not mount. */
export function mountSmallDisk(): SmallDisk {
  const folder = temporaryFolder('bilayer-soak-')
  const { path } = folder
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${BYTES}`, 'tmpfs', path], {
    encoding: 'utf8',
  })
  if (status !== 0) {
    folder[Symbol.dispose]()
    throw new UnavailableHereError(`A small disk cannot be mounted: ${stderr.trim()}`)
  }
  const filler = join(path, FILLER)
  return {
    path,
    leave: (bytes) => {
      rmSync(filler, { force: true })
      const { bavail, bsize } = statfsSync(path)
      writeFileSync(filler, new Uint8Array(Math.max(0, bavail * bsize - bytes)))
    },
    [Symbol.dispose]: () => {
      spawnSync('umount', [path])
      folder[Symbol.dispose]()
    },
  }
}
