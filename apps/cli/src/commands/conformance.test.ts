import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Outcome, runCommand } from '../testing/command.ts'

const packages = join(import.meta.dirname, '..', '..', '..', '..', 'packages')

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bilayer-cli-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

/** Runs `bilayer conformance` in the folder of the fixtures. */
const conformance = (...args: readonly string[]): Promise<Outcome> =>
  runCommand(['conformance', ...args], { folder })

test.each([
  [[], "missing required argument 'backend'"],
  [
    ['abacus'],
    'There is no backend and no file abacus. Name one of ours (wasm, worker-pool, gpu-js, cpu-js)',
  ],
  [['cpu-js', '--only', 'convolve'], 'No case holds "convolve" in its name.'],
  [['cpu-js', '--reporter', 'smoke'], 'Allowed choices are terminal, json, junit, html.'],
])('%j is a mistake that is explained, without a stack trace', async (args, message) => {
  const { code, err } = await conformance(...args)
  expect(code).toBe(2)
  expect(err).toContain(message)
  expect(err).not.toMatch(/^\s+at /mu)
})

test('conformance proves one of ours right, gradients too', async () => {
  const { code, out } = await conformance('cpu-js')
  expect(code).toBe(0)
  expect(out).toMatch(/✓ matmul +(\d+) of \1\n/u)
  expect(out).toMatch(/✓ gradients +(\d+) of \1\n/u)
  expect(out).toMatch(/\n\d{3} passed, 0 failed, 0 skipped\n$/u)
})

test("conformance runs a stranger's module, and finds its fault", async () => {
  const wrong = `
    import { defineBackend, operandOf } from ${JSON.stringify(join(packages, 'core', 'src', 'index.ts'))}
    import { referenceDefinition } from ${JSON.stringify(join(packages, 'core', 'src', 'reference.ts'))}
    const right = referenceDefinition('strange', (length) => new Float32Array(length))
    const core = { ...right.core, mask: (z) => right.core.mask(z).map((_, i) => (z.storage[i] >= 0 ? 1 : 0)) }
    export default { name: 'strange', probe: async () => ({ available: true }), create: async () => defineBackend({ ...right, core }) }
  `
  await writeFile(join(folder, 'strange.mjs'), wrong)
  const { code, out } = await conformance('./strange.mjs', '--only', 'mask › is 1 above 0')
  expect(code).toBe(1)
  expect(out).toContain('element (0, 1) is 1; it should be 0, exactly that')
})

test.each([
  [
    'empty.mjs',
    '',
    'exports no backend provider, an object with name, probe() and create(). It exports: nothing.',
  ],
  ['broken.mjs', 'const = 1', 'broken.mjs cannot be loaded: '],
])('the module %s is a mistake that is explained', async (name, source, message) => {
  await writeFile(join(folder, name), source)
  const { code, err } = await conformance(`./${name}`)
  expect(code).toBe(2)
  expect(err).toContain(message)
})

test.each([
  ['json', '"backend": "cpu-js"'],
  ['junit', '<testsuite name="cpu-js"'],
  ['html', '<!doctype html>'],
])('conformance writes a report as %s', async (reporter, text) => {
  const args = ['cpu-js', '--only', 'relu › cuts', '--reporter', reporter, '--output', 'report']
  const { code, out } = await conformance(...args)
  expect({ code, out }).toEqual({ code: 0, out: '1 passed, 0 failed, 0 skipped; the report is in report.\n' })
  expect(await readFile(join(folder, 'report'), 'utf8')).toContain(text)
})
