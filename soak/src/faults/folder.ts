import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder that is there for a while. */
export interface Folder extends Disposable {
  readonly path: string
}

export function temporaryFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'bilayer-soak-'))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}
