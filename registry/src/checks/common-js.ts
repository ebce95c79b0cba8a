import { importableEntries } from '../../../scripts/published-packages.ts'
import { pinned } from '../pinned.ts'
import type { Project } from '../project.ts'
import type { Check } from '../run-checks.ts'
import type { Setting } from '../setting.ts'

/** The packages are ES modules; a program that is none requires them all the same. */
export const commonJsCheck = (setting: Setting, everything: () => Promise<Project>): Check => ({
  name: 'Node.js 22: a CommonJS program requires every entry point, and learns',
  run: async () => {
    const project = await everything()
    await project.copy('require.cjs')
    await project.run(pinned.node('22'), 'require.cjs', ...setting.packages.flatMap(importableEntries))
  },
})
