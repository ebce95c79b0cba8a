import { createProject } from '../project.ts'
import type { Check } from '../run-checks.ts'
import type { Setting } from '../setting.ts'

/** Twelve flowers of two kinds, which a line tells apart. */
const FLOWERS = `petal,kind\n${Array.from({ length: 12 }, (_, i) => (i % 2 === 0 ? '1.4,setosa' : '4.7,versicolor')).join('\n')}\n`

/** The command, by each of the ways to it that its documentation names. */
export const commandChecks = (setting: Setting): Check[] => [
  {
    name: 'npx bilayer: the command where it is installed',
    run: async () => {
      const project = await createProject(setting, 'npm')
      await project.install('@bilayer/cli')
      const printed = await project.run('npx', 'bilayer', 'backends')
      if (!printed.includes('chosen')) throw new Error(`no backend was chosen:\n${printed}`)
    },
  },
  {
    name: 'npx bilayer: where it is not, it says how to get it',
    run: async () => {
      const project = await createProject(setting, 'npm')
      await project.install('bilayer')
      const printed = await project.run('npx', 'bilayer', 'backends').then(
        () => 'It ended as if it were there.',
        (error: Error) => error.message,
      )
      if (!printed.includes('npm install @bilayer/cli')) throw new Error(printed)
    },
  },
  {
    name: 'npx @bilayer/cli: trains and predicts in an empty folder, with nothing installed',
    run: async () => {
      const project = await createProject(setting, 'npm')
      await project.write('flowers.csv', FLOWERS)
      const npx = (...args: readonly string[]) => project.run('npx', '--yes', '@bilayer/cli', ...args)
      await npx('train', 'flowers.csv', '--target', 'kind', '--epochs', '20')
      const printed = await npx('predict', 'flowers.safetensors', 'flowers.csv')
      if (!printed.includes('setosa')) throw new Error(`no flower was told:\n${printed}`)
    },
  },
]
