/**
 * Packs every package that is published, checks each tarball with publint and "Are the types wrong?", installs them all
 * into an empty project, and imports every entry point there.
 */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { lostLinks } from './lost-links.ts'
import { importableEntries, type PublishedPackage, publishedPackages } from './published-packages.ts'
import { run } from './run.ts'
import { writeCounts } from './write-counts.ts'

interface Packed extends PublishedPackage {
  readonly tarball: string
}

/** Packages that the command can do without. */
const OPTIONAL = new Set(['@bilayer/backend-blas', '@bilayer/backend-gpu-js', '@bilayer/mpi'])

/** Mebibytes that the command may take with all that it depends on. What is optional is not in it. */
const LARGEST_COMMAND = 40

/** What is imported only when it is needed: the parser of CSV files, by a name that is the package's own. */
const LATE = `await (await import('@bilayer/data')).readCsv('width,kind\\n1,rose\\n')`

/** Files that every package brings along. */
const WRITTEN = ['LICENSE', 'README.md']

/** A network that one copy of core made, given to a formula that has another, which tells what it met. */
const MEETING = `
import { cpuJs } from '@bilayer/backend-cpu-js'
import { forward, initialise } from '@bilayer/mlp'
const backend = cpuJs()
const network = initialise(backend, [2, 1], 0)
try { forward(network, backend.zeros(2, 1)) } catch ({ message }) { console.log(message) }
`

const scratch = await mkdtemp(join(tmpdir(), 'bilayer-packages-'))
try {
  const packages = await packAll()
  const problems = await Promise.all(packages.map(problemsOf))
  for (const problem of problems.flat()) console.error(problem)
  const bad = problems.filter((found) => found.length > 0).length
  const uses = bad === 0 ? await useInstalled(packages) : 0
  if (bad === 0) await checkSize(packages)
  await writeCounts('packages', { passed: packages.length - bad + uses, failed: bad })
  if (bad > 0) throw new Error(`${bad} of ${packages.length} packages are packed wrong`)
  console.log(`${packages.length} packages are packed right and install together; ${uses} ways in work.`)
} finally {
  await rm(scratch, { recursive: true })
}

async function packAll(): Promise<Packed[]> {
  const packages: Packed[] = []
  for (const { folder, manifest } of await publishedPackages(join(import.meta.dirname, '..'))) {
    const tarball = join(scratch, `${manifest.name.replaceAll(/[@/]/gu, '')}.tgz`)
    await run('pnpm', ['pack', '--out', tarball], { cwd: folder })
    packages.push({ folder, manifest, tarball })
  }
  return packages
}

async function problemsOf({ manifest, tarball }: Packed): Promise<string[]> {
  const bytes = await readFile(tarball)
  const data = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
  const { messages, pkg } = await publint({ pack: { tarball: data }, strict: true })
  const lint = messages.map((message) => `${manifest.name}: ${formatMessage(message, pkg) ?? message.code}`)
  const contents = createPackageFromTarballData(new Uint8Array(data))
  const missing = WRITTEN.filter(
    (file) => !contents.fileExists(`/node_modules/${manifest.name}/${file}`),
  ).map((file) => `${manifest.name}: has no ${file}`)
  const lost = lostLinks(contents).map((link) => `${manifest.name}: ${link}`)
  const problems = [...lint, ...missing, ...lost]
  if (manifest.exports === undefined) return problems

  const analysis = await checkPackage(contents)
  if (analysis.types === false) return [...problems, `${manifest.name}: has no types`]
  // The packages are ES modules alone: how CommonJS and the resolution of Node 10 see them does not count.
  const types = analysis.problems
    .filter(
      (problem) =>
        !('resolutionKind' in problem) || ['node16-esm', 'bundler'].includes(problem.resolutionKind),
    )
    .map(({ kind }) => `${manifest.name}: ${kind}`)
  return [...problems, ...types]
}

/** Imports every entry point, starts every command and lets two copies of core meet, in an ordinary install of the tarballs; tells how many. */
async function useInstalled(packages: readonly Packed[]): Promise<number> {
  const project = await emptyProject()
  await install(project, packages)
  const imported = packages.flatMap(importableEntries)
  await writeFile(
    join(project, 'entries.mjs'),
    [...imported.map((entry) => `await import('${entry}')`), LATE].join('\n'),
  )
  await run(process.execPath, ['entries.mjs'], { cwd: project })

  const commands = packages.flatMap(({ manifest }) => Object.keys(manifest.bin ?? {}))
  for (const command of commands) {
    const { stdout } = await run(join(project, 'node_modules', '.bin', command), ['backends'], {
      cwd: project,
    })
    if (!stdout.includes('chosen'))
      throw new Error(`the installed command ${command} finds no backend:\n${stdout}`)
  }
  await meetCopies(project)
  return imported.length + commands.length + 1
}

/** Installs core once more, below mlp, as npm does where versions do not fit each other: what meets must be told. */
async function meetCopies(project: string): Promise<void> {
  const folder = join(project, 'node_modules', '@bilayer')
  await cp(join(folder, 'core'), join(folder, 'mlp', 'node_modules', '@bilayer', 'core'), { recursive: true })
  await writeFile(join(project, 'meeting.mjs'), MEETING)
  const { stdout } = await run(process.execPath, ['meeting.mjs'], { cwd: project })
  if (!stdout.includes('that another copy of @bilayer/core made'))
    throw new Error(`two copies of core meet, and this is all that is told: ${stdout}`)
}

/** Installs the command without what is optional, and holds it to its size. */
async function checkSize(packages: readonly Packed[]): Promise<void> {
  const project = await emptyProject()
  const needed = packages.filter(({ manifest }) => !OPTIONAL.has(manifest.name))
  await install(project, needed)
  const { stdout } = await run('du', ['-sm', join(project, 'node_modules')])
  const size = Number(stdout.split('\t', 1)[0])
  if (!(size <= LARGEST_COMMAND)) throw new Error(`the command takes ${size} MiB, above ${LARGEST_COMMAND}`)
  console.log(`The command takes ${size} MiB with all that it depends on.`)
}

async function emptyProject(): Promise<string> {
  const project = await mkdtemp(join(scratch, 'project-'))
  await writeFile(join(project, 'package.json'), '{ "private": true, "type": "module" }\n')
  return project
}

async function install(project: string, packages: readonly Packed[]): Promise<void> {
  const tarballs = packages.map(({ tarball }) => tarball)
  // Scripts build headless-gl from source for minutes, which is tested on its own.
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline']
  await run('npm', ['install', ...flags, ...tarballs], { cwd: project })
}
