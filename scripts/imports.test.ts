import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { run } from './run.ts'

const root = join(import.meta.dirname, '..')
const depcruise = join(root, 'node_modules', '.bin', 'depcruise')

/** The rules that a file with this import would break, if it stood in that folder. */
async function brokenBy(folder: string, source: string): Promise<string[]> {
  // Neither the compiler nor the site, which other tests run meanwhile, looks into a folder of this name.
  const scratch = join(root, folder, 'src', 'test-results')
  await mkdir(scratch, { recursive: true })
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
  ['packages/core', "import 'fast-check'", 'core-has-no-dependencies'],
  ['packages/conformance', "import '@bilayer/mlp'", 'packages/conformance-imports'],
  ['packages/backend-cpu-js', "import '@bilayer/conformance'", 'packages/backend-cpu-js-imports'],
  ['packages/backend-wasm', "import '@bilayer/backend-cpu-js'", 'packages/backend-wasm-imports'],
  ['packages/backend-worker-pool', "import '@bilayer/mlp'", 'packages/backend-worker-pool-imports'],
  ['packages/backend-gpu-js', "import '@bilayer/backend-cpu-js'", 'packages/backend-gpu-js-imports'],
  ['packages/backend-blas', "import '@bilayer/backend-cpu-js'", 'packages/backend-blas-imports'],
  ['packages/backend-webgpu', "import '@bilayer/conformance'", 'packages/backend-webgpu-imports'],
  ['packages/mpi', "import '@bilayer/mlp'", 'packages/mpi-imports'],
  ['packages/mlp', "import '../../../backend-cpu-js/src/index.ts'", 'packages/mlp-imports'],
  ['packages/data', "export type { Mlp } from '@bilayer/mlp'", 'packages/data-imports'],
  ['packages/formats', "export const load = () => import('@bilayer/mlp')", 'packages/formats-imports'],
  ['packages/estimators', "import '@bilayer/backend-cpu-js'", 'packages/estimators-imports'],
  ['packages/bilayer', "import '../../../../apps/cli/src/main.ts'", 'packages/bilayer-imports'],
  ['apps/cli', "import '@bilayer/backend-wasm'", 'apps/cli-imports'],
  ['apps/playground', "import '@bilayer/mlp'", 'apps/playground-imports'],
  ['apps/site', "import '../../../../packages/mlp/src/index.ts'", 'apps/site-imports'],
  ['packages/mlp', "import '../mlp.test.ts'", 'nothing-imports-tests'],
  ['packages/mlp', "import '@bilayer/nowhere'", 'no-unresolved'],
  ['packages/mlp', "import { a } from './violation.ts'; export const b = a", 'no-cycles'],
])('%s may not hold %s', async (folder, source, rule) => {
  expect(await brokenBy(folder, source)).toContain(rule)
})

test.each([
  ['packages/mlp', "import '@bilayer/core'"],
  ['packages/conformance', "import '@bilayer/core/reference'"],
  ['packages/backend-worker-pool', "import '@bilayer/backend-wasm/kernels'"],
  ['packages/backend-blas', "import '@bilayer/backend-wasm/machine'"],
  ['packages/mpi', "import '@bilayer/core'"],
  ['packages/estimators', "import '@bilayer/mlp'"],
  ['packages/bilayer', "export const load = () => import('@bilayer/backend-wasm')"],
  ['apps/cli', "import 'bilayer'"],
  ['apps/playground', "import 'bilayer'"],
])('%s may hold %s', async (folder, source) => {
  expect(await brokenBy(folder, source)).toEqual([])
})
