import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { validate } from 'dockerfile-utils'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { PYTHON } from '../bench/src/libraries/python/process.ts'
import { findDocuments } from './documents.ts'
import { run } from './run.ts'
import { findSnippets, snippetsIn } from './snippets.ts'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'test-results', 'snippets')
/** Where the peers are installed that the pages for those who come from them show. */
const besidePeers = join(root, 'bench', 'test-results', 'snippets')
const blocks = await findSnippets()
const blocksOf = (language: string) =>
  blocks
    .filter(({ info }) => info === language)
    .map((snippet) => ({
      ...snippet,
      file: join(
        snippet.name.startsWith('docs/from-') ? besidePeers : folder,
        `${snippet.name.replaceAll(/[^a-z0-9]+/giu, '-')}.${language}`,
      ),
    }))
const snippets = blocksOf('ts')
const scripts = blocksOf('sh')
const pythons = blocksOf('python')
const hasScikitLearn = await run(PYTHON, ['-c', 'import sklearn']).then(
  () => true,
  () => false,
)

/** Blocks that Node.js cannot run, each with its reason. All other code in the documentation is `ts`, and runs. */
const NOT_RUN = [
  // Two pages that run in Chromium: registry/src/checks/guides.ts, packages/bilayer/src/browser.page.test.ts.
  'docs/first-steps.md html',
  'packages/bilayer/README.md html',
  // A test file runs where its test runner runs it.
  'packages/conformance/README.md js',
]

beforeAll(async () => {
  await Promise.all([folder, besidePeers].map((each) => mkdir(each, { recursive: true })))
  await Promise.all([
    ...snippets.map(({ file, code }) => writeFile(file, `${code}export {}\n`)),
    ...[...scripts, ...pythons].map(({ file, code }) => writeFile(file, code)),
  ])
})

afterAll(async () => {
  await Promise.all([folder, besidePeers].map((each) => rm(each, { recursive: true })))
})

test('the documentation has snippets', () => {
  expect(snippets.length).toBeGreaterThanOrEqual(5)
})

test('every block of code runs, is looked at below, or is listed here', () => {
  const texts = new Set(['ts', 'sh', 'text', 'python', 'quote', 'yaml', 'dockerfile'])
  const others = blocks.filter(({ info }) => !texts.has(info))
  expect(others.map(({ name, info }) => `${name.replace(/:\d+$/u, '')} ${info}`)).toEqual(NOT_RUN)
})

const exemplary = (await findDocuments())
  .map(({ path, text }) => ({
    path,
    text,
    examples: snippetsIn({ path, text }).filter(({ info }) => info === 'ts'),
  }))
  .filter(({ path, examples }) => /^packages\/[^/]+\/README/u.test(path) || examples.length > 0)

test.each(exemplary)('$path says how to install all that its examples import', ({ text, examples }) => {
  expect(examples).not.toEqual([])
  const installed = text.match(/(?<=npm install .*)(?:@bilayer\/[a-z-]+|bilayer)/gu)
  const imported = examples.flatMap(
    ({ code }) => code.match(/(?<=from ')(?:@bilayer\/[a-z-]+|bilayer)/gu) ?? [],
  )
  expect(installed).toEqual(expect.arrayContaining([...new Set(imported)]))
})

test.each(snippets)('$name runs', async ({ file }) => {
  const { stderr } = await run(process.execPath, ['--conditions=@bilayer/source', file], { cwd: root })
  expect(stderr).toBe('')
})

/** Open MPI starts ranks in a container, as root and on fewer processors, only when told to. */
const allowed = {
  OMPI_ALLOW_RUN_AS_ROOT: '1',
  OMPI_ALLOW_RUN_AS_ROOT_CONFIRM: '1',
  OMPI_MCA_rmaps_base_oversubscribe: '1',
}

test.each(snippets.filter(({ name }) => name.startsWith('docs/ranks.md')))(
  '$name runs on two ranks',
  async ({ file }) => {
    const node = [process.execPath, '--conditions=@bilayer/source', file]
    const { stdout } = await run('mpirun', ['-n', '2', ...node], {
      cwd: root,
      env: { ...process.env, ...allowed },
    })
    expect(stdout).toMatch(/^2 ranks: the loss went from [\d.]+ to [\d.]+\.\n$/u)
  },
)

test('every snippet passes the type checker', async () => {
  const config = join(folder, 'tsconfig.json')
  const options = { noUnusedLocals: false, noUnusedParameters: false }
  await writeFile(
    config,
    JSON.stringify({
      extends: '../../tsconfig.json',
      compilerOptions: options,
      include: ['*.ts', `${besidePeers}/*.ts`],
      // The repository's own leaves such folders out.
      exclude: [],
    }),
  )
  const { stdout } = await run(join(root, 'node_modules', '.bin', 'tsc'), ['--noEmit', '--project', config], {
    cwd: root,
  }).catch((error: { stdout: string }) => error)
  expect(stdout).toBe('')
})

test('every shell script has the syntax of one', async () => {
  const complaints = await Promise.all(
    scripts.map(({ file }) => run('bash', ['-n', file]).catch((error: { stderr: string }) => error)),
  )
  expect(complaints.map(({ stderr }) => stderr).join('')).toBe('')
})

test('every block of Python has the syntax of Python', async () => {
  const compile = 'import ast, sys; [ast.parse(open(path).read()) for path in sys.argv[1:]]'
  await run(PYTHON, ['-c', compile, ...pythons.map(({ file }) => file)])
  expect(pythons.length).toBeGreaterThan(0)
})

// What it imports is Debian's python3-sklearn, which continuous integration has no other need of.
test.each(hasScikitLearn ? pythons : [])('$name runs', async ({ file }) => {
  const { stdout } = await run(PYTHON, [file], { cwd: root })
  expect(stdout).not.toBe('')
})

test.each(blocksOf('yaml'))('$name is YAML, without a word twice', ({ code }) => {
  const documents = parseAllDocuments(code)
  const found = 'empty' in documents ? [] : documents
  expect(found.length).toBeGreaterThan(0)
  expect(found.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([])
})

test.each(blocksOf('dockerfile'))('$name is a Dockerfile', ({ code }) => {
  expect(validate(code)).toEqual([])
})
