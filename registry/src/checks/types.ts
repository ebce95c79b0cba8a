import { pinned } from '../pinned.ts'
import type { Project } from '../project.ts'
import { instructionsOf } from '../readme.ts'
import type { Check } from '../run-checks.ts'
import type { Setting } from '../setting.ts'

const LIBRARY = ['ES2022', 'ESNext.Disposable']

/** Its types are of WebAssembly, which TypeScript knows in a page alone. */
const OF_PAGES = '@bilayer/backend-wasm/kernels'

/** How programs find modules: those of a bundler, for a page, and those of Node.js, which have nothing of a page. */
const resolutions = {
  bundler: {
    options: { module: 'ESNext', moduleResolution: 'bundler', lib: [...LIBRARY, 'DOM'], types: [] },
    compiles: () => true,
  },
  nodenext: {
    options: {
      module: 'NodeNext',
      moduleResolution: 'nodenext',
      lib: LIBRARY,
      types: ['node'],
      typeRoots: [pinned.typesOfNode],
    },
    compiles: (code: string) => !code.includes(OF_PAGES),
  },
}

/** All examples of all READMEs are programs of somebody whose compiler checks the types of packages too. */
export const typeChecks = (setting: Setting, everything: () => Promise<Project>): Check[] =>
  (['5.9', '6'] as const).flatMap((version) =>
    Object.entries(resolutions).map(([resolution, { options, compiles }]) => ({
      name: `TypeScript ${version}: all examples, with moduleResolution ${resolution} and skipLibCheck false`,
      run: async () => {
        const project = await everything()
        const folder = `types-${version}-${resolution}`
        for (const { manifest } of setting.packages) {
          const readme = await project.read(`node_modules/${manifest.name}/README.md`)
          const { examples } = instructionsOf(readme, new Set())
          for (const [i, code] of examples.filter(compiles).entries()) {
            // Without an import or an export, a file would not be a module of its own.
            await project.write(`${folder}/${manifest.name}-${i + 1}.ts`, `${code}export {}\n`)
          }
        }
        const compilerOptions = {
          ...options,
          target: 'ES2022',
          strict: true,
          skipLibCheck: false,
          noEmit: true,
        }
        await project.write(`${folder}/tsconfig.json`, JSON.stringify({ compilerOptions }))
        await project.run('node', pinned.tsc(version), '--project', folder)
      },
    })),
  )
