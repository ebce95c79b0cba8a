import { cp } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { createProject } from '../project.ts'
import type { Check } from '../run-checks.ts'
import type { Setting } from '../setting.ts'

/** A backend that somebody else might have written, on what is published. */
export const exampleCheck = (setting: Setting): Check => ({
  name: 'examples/backend-ml-matrix: installs, and passes the whole suite',
  run: async () => {
    const project = await createProject(setting, 'npm')
    await cp(join(setting.root, 'examples', 'backend-ml-matrix'), project.folder, {
      recursive: true,
      filter: (path) => basename(path) !== 'node_modules',
    })
    await project.run('npm', 'install')
    await project.run('npm', 'test')
  },
})
