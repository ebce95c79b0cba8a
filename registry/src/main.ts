/**
 * Publishes all packages to a registry on this machine, and uses them from there as a stranger would, outside of the repository.
 * A word on the command line runs only the checks whose names hold it.
 */
import { join } from 'node:path'
import { endedBySignal } from '../../scripts/ended-by-signal.ts'
import { publishedPackages } from '../../scripts/published-packages.ts'
import { temporaryFolder } from '../../scripts/temporary-folder.ts'
import { writeCounts } from '../../scripts/write-counts.ts'
import { allChecks } from './checks/index.ts'
import { strangersEnvironment } from './environment.ts'
import { startRegistry } from './registry.ts'
import { release } from './release.ts'
import { runChecks } from './run-checks.ts'
import type { Setting } from './setting.ts'

/** Checks that run at a time: as many as the smallest machine that they are meant for has cores. */
const AT_ONCE = 2

const root = join(import.meta.dirname, '..', '..')
const [only = ''] = process.argv.slice(2)
const print = (line: string) => console.log(line)

try {
  await main(endedBySignal('The registry test'))
} catch (error) {
  process.exitCode ??= 1
  console.error(error instanceof Error ? error.message : error)
}

async function main(signal: AbortSignal): Promise<void> {
  const begin = performance.now()
  const seconds = () => Math.round((performance.now() - begin) / 1000)
  const names = (await publishedPackages(root)).map(({ manifest }) => manifest.name)

  using scratch = temporaryFolder('bilayer-registry-')
  await using registry = await startRegistry(join(scratch.path, 'registry'), names, signal)
  const env = strangersEnvironment(root)
  const packages = await release(root, join(scratch.path, 'release'), registry.url, { env, signal })
  print(`${packages.length} packages are published on loopback (${seconds()} s).`)

  const setting: Setting = { root, folder: scratch.path, registry: registry.url, packages, env, signal }
  const checks = allChecks(setting).filter(({ name }) => name.includes(only))
  const counts = await runChecks({ checks, atOnce: AT_ONCE, signal, print })
  signal.throwIfAborted()
  if (only === '') await writeCounts('registry', counts)
  print(`${counts.passed} checks of the registry passed, ${counts.failed} failed, in ${seconds()} s.`)
  process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1
}
