import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
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
    [...backends, 'mine.js', 'models/'],
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

test('bash takes its script, and completes by it', async () => {
  // Stands for the package bash-completion, which gives scripts the words of the line.
  const words =
    '_get_comp_words_by_ref() { cur=conf; prev=bilayer; words=(bilayer conf); cword=1; }; compopt() { :; }'
  const script = `bilayer complete bash > script && bash -c '${words}; source ./script; __bilayer_complete; echo "$COMPREPLY"'`
  expect(await runShell(script, folder)).toMatchObject({ code: 0, out: 'conformance\n', err: '' })
})

test.each([
  [[], "missing required argument 'shell'"],
  [['tcsh'], 'Allowed choices are zsh, bash, fish, powershell.'],
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
