import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCommand } from '../testing/command.ts'
import { runExamples } from '../testing/examples.ts'
import { runShell } from '../testing/shell.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bilayer-complete-'))
  await mkdir(join(folder, 'models'))
  await writeFile(join(folder, 'models', 'mine.js'), '')
  await writeFile(join(folder, 'mine.js'), '')
  await writeFile(join(folder, '.hidden.js'), '')
  await mkdir(join(folder, 'odd', 'models'), { recursive: true })
  for (const name of ['a b.csv', '@mine', 'x$(touch ran).csv']) await writeFile(join(folder, 'odd', name), '')
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

/** What a shell is told that asks how these words may go on; the last is the one that is typed. */
async function completions(...words: readonly string[]): Promise<string[]> {
  const { code, out, err } = await runCommand(['complete', '--', ...words], { folder })
  expect({ code, err }).toEqual({ code: 0, err: '' })
  const lines = out.split('\n').filter((line) => line !== '')
  expect(lines.pop()).toBe(':4')
  return lines.map((line) => line.split('\t')[0])
}

const backends = ['wasm', 'worker-pool', 'gpu-js', 'cpu-js']

test.each([
  [['conf'], ['conformance']],
  [['demo', 'di'], ['digits']],
  [
    ['conformance', 'w'],
    ['wasm', 'worker-pool'],
  ],
  [
    ['conformance', 'wasm', ''],
    [...backends, 'mine.js', 'models/', 'odd/'],
  ],
  [
    ['bench', './m'],
    ['./mine.js', './models/'],
  ],
  [['bench', 'models/'], ['models/mine.js']],
  [['bench', '.h'], ['.hidden.js']],
  [['bench', 'nowhere/'], []],
  [['conformance', '--rep'], ['--reporter']],
  [
    ['conformance', '--reporter', ''],
    ['terminal', 'json', 'junit', 'tap', 'html'],
  ],
  [
    ['conformance', '--reporter', 'j'],
    ['json', 'junit'],
  ],
  [
    ['conformance', '--output', 'm'],
    ['mine.js', 'models/'],
  ],
  [['demo', 'digits', '--backend', ''], backends],
  [['demo', 'digits', '--seed', ''], []],
])('%j goes on with %j', async (words, expected) => {
  expect(await completions(...words)).toEqual(expected)
})

test('all commands complete', async () => {
  expect(await completions('')).toEqual(
    expect.arrayContaining(['demo', 'backends', 'bench', 'conformance', 'new-backend', 'complete']),
  )
})

/** What bash offers where a line is typed so far. */
async function offeredByBash(line: string): Promise<string[]> {
  // It is no function of completion that is run here, so nothing takes options of completion.
  const program = `compopt() { :; }; source ./script; source ./script
    COMP_LINE=$1; COMP_POINT=\${#1}; _bilayer; printf '%s\\n' "\${COMPREPLY[@]}"`
  await writeFile(join(folder, 'odd', 'program'), program)
  const quoted = `'${line.replaceAll("'", String.raw`'\''`)}'`
  const { code, out, err } = await runShell(
    `cd odd && bilayer complete bash > script && bash ./program ${quoted}`,
    folder,
  )
  expect({ code, err }).toEqual({ code: 0, err: '' })
  return out.split('\n').filter((each) => each !== '')
}

test.each([
  ['bilayer conf', ['conformance']],
  ['bilayer conformance --reporter j', ['json', 'junit']],
  ['bilayer train a', [String.raw`a\ b.csv`]],
  [String.raw`bilayer train a\ b`, [String.raw`a\ b.csv`]],
  ['bilayer train --output=mo', ['models/']],
  ['bilayer conformance @mi', ['mine']],
  ['bilayer train x', [String.raw`x\$\(touch\ ran\).csv`]],
  ['bilayer train $(touch ran)', []],
  ["bilayer train '", []],
])('bash goes on with %s', async (line, expected) => {
  expect(await offeredByBash(line)).toEqual(expected)
})

test('bash runs nothing that was typed, and no name of a file', async () => {
  for (const line of [
    'bilayer train ',
    'bilayer train x',
    'bilayer $(touch ran) ',
    'bilayer `touch ran` x',
  ]) {
    await offeredByBash(line)
  }
  expect(await readdir(join(folder, 'odd'))).not.toContain('ran')
})

test.each([
  [[], 'Name a shell: bash, zsh, fish or powershell.'],
  [['tcsh'], 'Name a shell: bash, zsh, fish or powershell, not tcsh.'],
])('complete %j is a mistake that is explained', async (shell, message) => {
  const { code, err } = await runCommand(['complete', ...shell], { folder })
  expect(code).toBe(2)
  expect(err).toContain(message)
})

test('the examples of bilayer complete --help work', async () => {
  const runs = await runExamples('bilayer complete', folder)
  expect(runs.length).toBeGreaterThan(0)
  expect(runs.filter(({ code }) => code !== 0)).toEqual([])
})
