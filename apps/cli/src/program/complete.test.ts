import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCommand } from '../testing/command.ts'
import { EXAMPLES, runExamples } from '../testing/examples.ts'
import { runShell } from '../testing/shell.ts'

const templates = join(import.meta.dirname, '..', '..', 'templates', 'completion')

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bilayer-complete-'))
  await mkdir(join(folder, 'models'))
  await writeFile(join(folder, 'models', 'mine.js'), '')
  await writeFile(join(folder, 'mine.js'), '')
  await writeFile(join(folder, '.hidden.js'), '')
  await mkdir(join(folder, 'odd', 'models'), { recursive: true })
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

const backends = ['wasm', 'worker-pool', 'blas', 'webgpu', 'gpu-js', 'cpu-js']

test.each([
  [['conf'], ['conformance']],
  [['demo', 'di'], ['digits']],
  [
    ['conformance', 'w'],
    ['wasm', 'worker-pool', 'webgpu'],
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
    ['terminal', 'json', 'junit', 'tap', 'html', 'badge'],
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

/** Completes a line in bash, as its script does, and prints what is offered. It is sourced twice, as by a second look at ~/.bashrc. */
const IN_BASH = `compopt() { :; }
source ./script; source ./script
COMP_LINE=$LINE; COMP_POINT=\${#LINE}; _bilayer; printf '%s\\n' "\${COMPREPLY[@]}"`

test('bash takes its script, and completes by it', async () => {
  await writeFile(join(folder, 'in-bash'), IN_BASH)
  const script = 'bilayer complete bash > script && LINE="bilayer conf" bash ./in-bash'
  expect(await runShell(script, folder)).toMatchObject({ code: 0, out: 'conformance\n', err: '' })
})

test.each([
  ['bilayer train a', ['train', 'a'], ['a b.csv'], [String.raw`a\ b.csv`]],
  [String.raw`bilayer train a\ b`, ['train', 'a b'], ['a b.csv'], [String.raw`a\ b.csv`]],
  ['bilayer demo ', ['demo', ''], ['digits'], ['digits']],
  ['bilayer train --output=mo', ['train', '--output=mo'], ['models/'], ['models/']],
  ['bilayer bench @mi', ['bench', '@mi'], ['@mine'], ['mine']],
  ['bilayer x', ['x'], ['x$(touch ran)'], [String.raw`x\$\(touch\ ran\)`]],
  ['bilayer $(touch ran)', ['$(touch', 'ran)'], [], []],
  ["bilayer `touch ran` '", ['`touch', 'ran`', "'"], [], []],
  ['bilayer *', ['*'], [], []],
])('bash goes on with %s, and runs nothing', async (line, words, answers, offered) => {
  // Stands for the program: says what it is asked, and answers.
  const program = `bilayer() { printf '%s\\n' "$@" >&3; cat answers; }; ${IN_BASH}`
  await copyFile(join(templates, 'bilayer.bash'), join(folder, 'odd', 'script'))
  await writeFile(
    join(folder, 'odd', 'answers'),
    [...answers.map((answer) => `${answer}\t`), ':4', ''].join('\n'),
  )
  await writeFile(join(folder, 'odd', 'program'), program)
  const quoted = `'${line.replaceAll("'", String.raw`'\''`)}'`
  const { out, err } = await runShell(
    `cd odd && LINE=${quoted} bash ./program 3> asked; cat asked; ls`,
    folder,
  )
  const listed = ['answers', 'asked', 'models', 'program', 'script']
  expect({ err, out: out.split('\n').filter((each) => each !== '') }).toEqual({
    err: '',
    out: [...offered, 'complete', '--', ...words.filter((word) => word !== ''), ...listed],
  })
})

test.each([
  [[], 'Name a shell: bash, zsh, fish or powershell.'],
  [['tcsh'], 'Name a shell: bash, zsh, fish or powershell, not tcsh.'],
])('complete %j is a mistake that is explained', async (shell, message) => {
  const { code, err } = await runCommand(['complete', ...shell], { folder })
  expect(code).toBe(2)
  expect(err).toContain(message)
})

test('the examples of bilayer complete --help work', { timeout: EXAMPLES }, async () => {
  const runs = await runExamples('bilayer complete', folder)
  expect(runs.length).toBeGreaterThan(0)
  expect(runs.filter(({ code }) => code !== 0)).toEqual([])
})
