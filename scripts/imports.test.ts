import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { run } from './run.ts'

const root = join(import.meta.dirname, '..')
const depcruise = join(root, 'node_modules', '.bin', 'depcruise')

/** The rules that a file with this import would break, if it stood in that folder. */
async function brokenBy(folder: string, source: string): Promise<string[]> {
  const scratch = await mkdtemp(join(root, folder, 'src', 'scratch-'))
  try {
    await writeFile(join(scratch, 'violation.ts'), source)
    const options = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', scratch]
    const { stdout } = await run(depcruise, options, { cwd: root, maxBuffer: 2 ** 26 }).catch(
      (error: { stdout: string }) => error,
    )
    const { summary } = JSON.parse(stdout) as { summary: { violations: { rule: { name: string } }[] } }
    return summary.violations.map(({ rule }) => rule.name)
  } finally {
    await rm(scratch, { recursive: true })
  }
}

test.each([
  ['packages/core', "import 'node:fs'", 'core-has-no-dependencies'],
  ['packages/mlp', "import '../../../backend-cpu-js/src/index.ts'", 'packages/mlp-imports'],
  ['packages/data', "import '../../../mlp/src/index.ts'", 'packages/data-imports'],
  ['packages/formats', "import '@bilayer/mlp'", 'packages/formats-imports'],
])('%s may not hold %s', async (folder, source, rule) => {
  expect(await brokenBy(folder, source)).toContain(rule)
})

test('packages/mlp may import core', async () => {
  expect(await brokenBy('packages/mlp', "import '@bilayer/core'")).toEqual([])
})
