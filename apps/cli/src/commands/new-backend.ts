import { readFile } from 'node:fs/promises'
import validateName from 'validate-npm-package-name'
import { UsageError } from '../exit-codes.ts'
import { writeNewFolder } from '../files/new-folder.ts'
import { findManifest } from '../installed.ts'
import { print } from '../output.ts'
import { readTemplates } from '../templates.ts'

export interface NewBackendOptions {
  readonly javascript?: boolean
  /** The folder; named as the package unless given. */
  readonly output?: string
}

/** Writes the package of a new backend into a folder: it passes the suite, and its kernels are to be replaced one by one. */
export async function newBackend(
  packageName: string,
  { javascript = false, output }: NewBackendOptions,
): Promise<number> {
  checkPackageName(packageName)
  const backendName = packageName.replace(/^@.+\//u, '')
  const folder = output ?? backendName
  const names = new Map([
    ['my-package', packageName],
    ['my-backend', backendName],
  ])
  const fill = (contents: string): string =>
    contents.replaceAll(/my-package|my-backend/gu, (placeholder) => names.get(placeholder) ?? placeholder)
  const files = new Map([
    ...(await readTemplates('new-backend/common', fill)),
    ...(await readTemplates(`new-backend/${javascript ? 'javascript' : 'typescript'}`, fill)),
  ])
  files.set('package.json', await withVersions(files.get('package.json') ?? '{}'))
  await writeNewFolder(folder, files)
  print(`The backend ${backendName} is in ${folder}. It passes the suite as it is:

  cd ${folder}
  npm install
  npm test

Now replace its kernels one by one: README.md tells how.`)
  return 0
}

function checkPackageName(name: string): void {
  const { validForNewPackages, errors = [], warnings = [] } = validateName(name)
  if (validForNewPackages) return
  const [problem] = [...errors, ...warnings]
  throw new UsageError(
    `${JSON.stringify(name)} cannot be the name of an npm package: ${problem}. Name one such as bilayer-backend-mine or @you/mine.`,
  )
}

interface Manifest {
  readonly peerDependencies: Record<string, string>
  readonly devDependencies: Record<string, string>
}

/** A manifest whose dependencies on packages of ours ask for the versions that are installed here. */
async function withVersions(json: string): Promise<string> {
  const manifest = JSON.parse(json) as Manifest
  for (const dependencies of [manifest.peerDependencies, manifest.devDependencies]) {
    for (const name of Object.keys(dependencies).filter((each) => each.startsWith('@bilayer/'))) {
      dependencies[name] = `^${await installedVersion(name)}`
    }
  }
  return `${JSON.stringify(manifest, undefined, 2)}\n`
}

/** The version of a package that this one depends on, or that the umbrella does. */
async function installedVersion(name: string): Promise<string> {
  const path = findManifest(name, import.meta.url) ?? findManifest(name, import.meta.resolve('bilayer'))
  if (path === undefined) throw new Error(`${name} is not installed beside this program`)
  return (JSON.parse(await readFile(path, 'utf8')) as { version: string }).version
}
