import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Outcome, runCommand } from '../testing/command.ts'
import { EXAMPLES, runExamples } from '../testing/examples.ts'
import { ordinaryUser, runShell } from '../testing/shell.ts'

const root = join(import.meta.dirname, '..', '..', '..', '..')

/** Inside the workspace, where the packages are found. */
let folder = ''
beforeAll(async () => {
  await mkdir(join(root, 'test-results'), { recursive: true })
  folder = await mkdtemp(join(root, 'test-results', 'new-backend-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

const bilayer = (...args: readonly string[]): Promise<Outcome> => runCommand(args, { folder })
const filesOf = async (name: string): Promise<string[]> =>
  (await readdir(join(folder, name), { recursive: true })).toSorted()
const textOf = (...path: string[]): Promise<string> => readFile(join(folder, ...path), 'utf8')

/** Milliseconds that the whole suite may take on plain loops, on a machine that does other work too. */
const SUITE = 240_000

test.each([
  ['ts', []],
  ['js', ['--javascript']],
])('a new backend in .%s passes the whole suite as it is', { timeout: SUITE }, async (extension, options) => {
  const name = `plain-${extension}`
  const { code, out, err } = await bilayer('new-backend', `@you/${name}`, ...options)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toContain(`cd ${name}\n`)
  const tested = await bilayer('conformance', `./${name}/src/index.${extension}`)
  expect(tested.out).toMatch(/^plain-\w\w \(extended level\) .*\n\d{3} passed, 0 failed, 0 skipped\n$/su)
  expect(tested.code).toBe(0)
})

test.each([
  ['ts', [], ['tsconfig.json']],
  ['js', ['--javascript'], []],
])('a new backend in .%s is a whole package', async (extension, options, more) => {
  const name = `whole-${extension}`
  await bilayer('new-backend', `@you/${name}`, ...options)
  const files = ['backend', 'conformance.test', 'index', 'kernels'].map((file) => `src/${file}.${extension}`)
  const folders = ['.github', '.github/workflows', 'src']
  const others = ['.github/workflows/test.yml', '.gitignore', 'README.md', 'package.json']
  expect(await filesOf(name)).toEqual([...folders, ...others, ...files, ...more].toSorted())
  for (const file of [...files, 'README.md', 'package.json']) {
    expect(await textOf(name, file)).not.toMatch(/my-(?:package|backend)/u)
  }
  expect(await textOf(name, 'README.md')).toContain(`npm install @you/${name}\n`)
})

test('a new backend asks for the versions that are here', async () => {
  await bilayer('new-backend', 'versions')
  const manifest = JSON.parse(await textOf('versions', 'package.json')) as Record<
    'peerDependencies' | 'devDependencies',
    Record<string, string>
  >
  const versionOf = async (name: string): Promise<string> => {
    const text = await readFile(join(root, 'packages', name, 'package.json'), 'utf8')
    return `^${(JSON.parse(text) as { version: string }).version}`
  }
  expect(manifest.peerDependencies).toEqual({ '@bilayer/core': await versionOf('core') })
  const catalog = await readFile(join(root, 'pnpm-workspace.yaml'), 'utf8')
  const inCatalog = (name: string) => new RegExp(String.raw`^  ${name}: \^?(.+)$`, 'mu').exec(catalog)?.[1]
  expect(manifest.devDependencies).toEqual({
    '@bilayer/conformance': await versionOf('conformance'),
    '@bilayer/core': await versionOf('core'),
    '@bilayer/mlp': await versionOf('mlp'),
    typescript: `^${inCatalog('typescript')}`,
    vitest: `^${inCatalog('vitest')}`,
  })
})

test.each([
  ['My-Backend', 'name can no longer contain capital letters'],
  ['my backend', 'name can only contain URL-friendly characters'],
  ['../elsewhere', 'name cannot start with a period'],
  ['.hidden', 'name cannot start with a period'],
  ['node_modules', 'node_modules is not a valid package name'],
  ['', 'name length must be greater than zero'],
])('%j is no name of a package, which is explained', async (name, reason) => {
  const before = await readdir(folder)
  const { code, err } = await bilayer('new-backend', name)
  expect({ code, err }).toEqual({
    code: 2,
    err: `${JSON.stringify(name)} cannot be the name of an npm package: ${reason}. Name one such as bilayer-backend-mine or @you/mine.\n`,
  })
  expect(await readdir(folder)).toEqual(before)
})

test.each([
  ['full', 'the folder is there already, and not empty. Name another.'],
  ['file', 'not a directory. Name another folder.'],
  ['no/such/folder', 'no folder can be made there: no such file or directory.'],
  ['.', 'it is the current folder. Name one that is not there yet.'],
])('the folder %s is refused, and nothing is changed', async (output, reason) => {
  await mkdir(join(folder, 'full'), { recursive: true })
  await writeFile(join(folder, 'full', 'mine.txt'), 'mine')
  await writeFile(join(folder, 'file'), '')
  const before = await readdir(folder, { recursive: true })
  const { code, err } = await bilayer('new-backend', 'mine', '--output', output)
  expect({ code, err }).toEqual({ code: 2, err: `Cannot write ${output}: ${reason}\n` })
  expect(await readdir(folder, { recursive: true })).toEqual(before)
})

test('an empty folder is filled', async () => {
  await mkdir(join(folder, 'empty'))
  expect((await bilayer('new-backend', 'mine', '--output', 'empty')).code).toBe(0)
  expect(await filesOf('empty')).toContain('package.json')
})

test('a disk that is full leaves nothing half-written', async () => {
  await mkdir(join(folder, 'disk'))
  const { code, err } = await runShell(
    'ulimit -f 1; cd disk && bilayer new-backend mine 2>../err; code=$?; cat ../err >&2; exit $code',
    folder,
  )
  expect({ code, err }).toEqual({
    code: 74,
    err: 'Cannot write mine: file too large. Nothing was written.\n',
  })
  expect(await readdir(join(folder, 'disk'))).toEqual([])
})

test('a folder that takes no new files is explained', async () => {
  await mkdir(join(folder, 'locked'), { mode: 0o555 })
  const { code, err } = await runShell(
    `${ordinaryUser} bilayer new-backend mine --output locked/mine`,
    folder,
  )
  expect({ code, err }).toEqual({
    code: 2,
    err: 'Cannot write locked/mine: no folder can be made there: permission denied.\n',
  })
})

test('the examples of bilayer new-backend --help work', { timeout: EXAMPLES }, async () => {
  const runs = await runExamples('bilayer new-backend', folder)
  expect(runs.length).toBeGreaterThan(0)
  expect(runs.filter(({ code }) => code !== 0)).toEqual([])
})
