import { cp, glob, mkdir, symlink, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { run } from '../../scripts/run.ts'
import { type PublishedPackage, publishedPackages } from '../../scripts/published-packages.ts'
import { type ProgramOptions, runProgram } from './program.ts'
import { settingsOfNpm } from './settings-of-npm.ts'

/**
 * Releases the packages as they stand in the working tree: in a copy of the repository, it sets their versions and changelogs
 * by the changesets, and publishes them. Resolves with the packages of the copy.
 */
export async function release(
  root: string,
  copy: string,
  registry: string,
  { env, signal }: Pick<ProgramOptions, 'env' | 'signal'>,
): Promise<PublishedPackage[]> {
  await copyRepository(root, copy)
  await writeFile(join(copy, '.npmrc'), settingsOfNpm(registry))
  const changeset = join(root, 'node_modules', '@changesets', 'cli', 'bin.js')
  // Changesets asks the environment which registry it is, before any file.
  const options = { cwd: copy, env: { ...env, npm_config_registry: registry }, signal }
  await runProgram(process.execPath, [changeset, 'version'], options)
  await runProgram(process.execPath, [changeset, 'publish', '--no-git-tag'], options)
  return publishedPackages(copy)
}

/** Copies what git knows or would add, the builds, and the links by which packages find each other. */
async function copyRepository(root: string, copy: string): Promise<void> {
  // `changeset version` looks for the commits that changesets came with.
  await run('git', ['clone', '--quiet', '--shared', '--no-checkout', root, copy])
  const { stdout } = await run('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: root,
    maxBuffer: 2 ** 26,
  })
  for (const path of stdout.split('\0').filter((name) => name !== '')) {
    await mkdir(join(copy, dirname(path)), { recursive: true })
    await cp(join(root, path), join(copy, path)).catch(ignoreDeleted)
  }
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'))
  for await (const path of glob('{packages,apps}/*/{dist,node_modules}', { cwd: root })) {
    await cp(join(root, path), join(copy, path), {
      recursive: true,
      verbatimSymlinks: true,
      // Programs and caches of tools.
      filter: (name) => !basename(name).startsWith('.') || basename(name) === '.',
    })
  }
}

/** A file that was deleted, and not yet committed as deleted, is still listed. */
function ignoreDeleted(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}
