import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder that is there for a while. */
export interface TemporaryFolder extends Disposable {
  readonly path: string
}

/**
 * Makes an empty folder among the temporary files of the system. It goes when it is disposed, and at the latest when the process exits,
 * as Vite lets it at SIGTERM while it serves.
 */
export function temporaryFolder(prefix: string): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), prefix))
  // Where a process that writes there was killed a moment ago, the first attempt may fail.
  const remove = (): void => rmSync(path, { recursive: true, force: true, maxRetries: 3 })
  process.once('exit', remove)
  return {
    path,
    [Symbol.dispose]: () => {
      process.off('exit', remove)
      remove()
    },
  }
}
