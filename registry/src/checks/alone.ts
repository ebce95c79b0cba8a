import { importableEntries, type PublishedPackage } from '../../../scripts/published-packages.ts'
import { createProject, type Manager } from '../project.ts'
import { instructionsOf } from '../readme.ts'
import type { Check } from '../run-checks.ts'
import type { Setting } from '../setting.ts'

/** Each package alone in an empty project: every entry point is imported; then its README is followed, and its examples run. */
export const aloneChecks = (setting: Setting): Check[] =>
  (['npm', 'pnpm'] as const).flatMap((manager) =>
    setting.packages.map((published) => ({
      name: `${manager}: ${published.manifest.name} alone, and the examples of its README`,
      run: () => useAlone(setting, manager, published),
    })),
  )

async function useAlone(setting: Setting, manager: Manager, published: PublishedPackage): Promise<void> {
  const { name } = published.manifest
  const project = await createProject(setting, manager)
  await project.install(name)
  const imports = importableEntries(published).map((entry) => `await import('${entry}')\n`)
  await project.write('entries.js', imports.join(''))
  await project.run('node', 'entries.js')

  const names = new Set(setting.packages.map(({ manifest }) => manifest.name))
  const readme = await project.read(`node_modules/${name}/README.md`)
  const { installed, examples } = instructionsOf(readme, names)
  await project.install(...installed)
  for (const [i, code] of examples.entries()) {
    await project.write(`example-${i + 1}.ts`, code)
    await project.run('node', `example-${i + 1}.ts`)
  }
}
