import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Outcome, runCommand } from './testing/command.ts'
import { EXAMPLES, runExamples } from './testing/examples.ts'
import { writeIris } from './testing/iris.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bilayer-cli-'))
  await writeIris(folder)
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

const bilayer = (...args: readonly string[]): Promise<Outcome> => runCommand(args, { folder })

test.each([
  [['frobnicate'], "unknown command 'frobnicate'"],
  [['demo', 'digits', '--epochs', '0'], 'It must be a whole number, 1 or more.'],
  [['demo', 'digits', '--learning-rate', 'fast'], 'It must be a number above 0.'],
  [['demo', 'digits', '--hidden', '12,x'], 'It must be a whole number, 1 to 65536.'],
  [['demo', 'digits', '--frobnicate'], "unknown option '--frobnicate'"],
  [['conformence'], '(Did you mean conformance?)'],
  [['demo', 'digits', '--epoch', '3'], '(Did you mean --epochs?)'],
  [
    ['demo', 'digits', '--backend', 'wsam'],
    'Allowed choices are wasm, worker-pool, blas, webgpu, gpu-js, cpu-js. (Did you mean wasm?)',
  ],
  [['conformance', 'cpujs'], 'or the path of a module. (Did you mean cpu-js?)'],
  [
    ['conformance', 'wasm', '--reporter', 'junti'],
    'Allowed choices are terminal, json, junit, tap, html, badge. (Did you mean junit?)',
  ],
  [['demo', 'digits', '--output', 'no/such/model.safetensors'], 'there is no folder no/such'],
  [
    ['demo', 'digits', '--backend', 'abacus'],
    'Allowed choices are wasm, worker-pool, blas, webgpu, gpu-js, cpu-js.\n',
  ],
  [['backends', '--layers', '3,2'], '--layers and --batch go together'],
])('%j is a mistake that is explained, without a stack trace', async (args, message) => {
  const { code, err } = await bilayer(...args)
  expect(code).toBe(2)
  expect(err).toContain(message)
  expect(err).not.toMatch(/^\s+at /mu)
})

test('the command alone shows its help', async () => {
  const { code, err } = await bilayer()
  expect(code).toBe(2)
  expect(err).toMatch(/^Usage: bilayer /u)
})

test.each(['bilayer', 'bilayer backends', 'bilayer demo digits'])(
  'the examples of %s --help work',
  { timeout: EXAMPLES },
  async (command) => {
    const runs = await runExamples(command, folder)
    expect(runs.length).toBeGreaterThan(0)
    expect(runs.filter(({ code }) => code !== 0)).toEqual([])
  },
)
