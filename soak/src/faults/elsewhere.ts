import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../../../scripts/temporary-folder.ts'

/** The folder into which this process, and those that it starts, put what finds no room where it should be. */
export interface Elsewhere extends Disposable {
  /** The contents of all files that were put there since the last time. They are removed. */
  readonly take: () => Buffer[]
}

export function watchElsewhere(): Elsewhere {
  const folder = temporaryFolder('bilayer-soak-')
  const { path } = folder
  process.env['TMPDIR'] = path
  return {
    take: () => {
      const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) =>
        entry.isFile(),
      )
      const contents = files.map(({ parentPath, name }) => readFileSync(join(parentPath, name)))
      rmSync(path, { recursive: true })
      mkdirSync(path)
      return contents
    },
    [Symbol.dispose]: folder[Symbol.dispose],
  }
}
