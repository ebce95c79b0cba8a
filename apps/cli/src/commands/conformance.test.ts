import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CaseResult, Report } from '@bilayer/conformance'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { badBackends } from '../testing/bad-backends.ts'
import { type Outcome, runCommand } from '../testing/command.ts'
import { EXAMPLES, runExamples } from '../testing/examples.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bilayer-cli-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

test.each(['conformance', 'bench'])('%s refuses a module that has another copy of core', async (command) => {
  const core = join(folder, 'other', 'node_modules', '@bilayer', 'core')
  await mkdir(core, { recursive: true })
  await writeFile(join(core, 'package.json'), '{ "name": "@bilayer/core" }')
  await writeFile(join(folder, 'other', 'mine.js'), '')
  const { code, err } = await runCommand([command, './other/mine.js'], { folder })
  expect(code).toBe(2)
  expect(err).toContain(`./other/mine.js loads @bilayer/core of ${join(core, 'package.json')}`)
  expect(err).toContain('npm install --save-dev @bilayer/cli')
})

/** Runs `bilayer conformance` in the folder of the fixtures. */
const conformance = (...args: readonly string[]): Promise<Outcome> =>
  runCommand(['conformance', ...args], { folder })

test.each([
  [
    [],
    'Name what to test: wasm, worker-pool, blas, webgpu, gpu-js, cpu-js, the path of a module, several of them, or --all',
  ],
  [
    ['abacus'],
    'There is no backend and no file abacus. Name one of ours (wasm, worker-pool, blas, webgpu, gpu-js, cpu-js)',
  ],
  [['cpu-js', '--only', 'convolve'], 'No case holds "convolve" in its name.'],
  [['cpu-js', '--timeout', '0'], 'It must be a whole number, 1 or more.'],
  [['cpu-js', '--reporter', 'smoke'], 'Allowed choices are terminal, json, junit, tap, html, badge.'],
])('%j is a mistake that is explained, without a stack trace', async (args, message) => {
  const { code, err } = await conformance(...args)
  expect(code).toBe(2)
  expect(err).toContain(message)
  expect(err).not.toMatch(/^\s+at /mu)
})

test('conformance proves one of ours right, gradients too', { timeout: 180_000 }, async () => {
  const { code, out } = await conformance('cpu-js')
  expect(code).toBe(0)
  expect(out).toMatch(/✓ matmul +(\d+) of \1, \d+% of the bound\n/u)
  expect(out).toMatch(/✓ gradients +(\d+) of \1, \d+% of the bound\n/u)
  expect(out).toMatch(/\n\d{3} passed, 0 failed, 0 skipped\n$/u)
})

test("conformance runs a stranger's module, and finds its fault", async () => {
  await writeFile(join(folder, 'strange.mjs'), badBackends['is wrong in mask'])
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
  ['tap', 'ok 1 - cpu-js › relu › cuts'],
  ['html', '<!doctype html>'],
  ['badge', '<title>bilayer conformance '],
])('conformance writes a report as %s', async (reporter, text) => {
  const args = ['cpu-js', '--only', 'relu › cuts', '--reporter', reporter, '--output', 'report']
  const { code, out } = await conformance(...args)
  expect({ code, out }).toEqual({ code: 0, out: '1 passed, 0 failed, 0 skipped; the report is in report.\n' })
  expect(await readFile(join(folder, 'report'), 'utf8')).toContain(text)
})

describe('several backends', () => {
  const absent = `export default {
    name: 'absent', probe: async () => ({ available: false, reason: 'no device' }), create: async () => {} }`

  const ONE_CASE = ['--only', 'relu › cuts']

  beforeAll(async () => {
    await writeFile(join(folder, 'absent.mjs'), absent)
    await writeFile(join(folder, 'wrong.mjs'), badBackends['is wrong in relu'])
  })

  test('are run in turn, each once, and shown side by side', async () => {
    const { code, out } = await conformance('wasm', 'cpu-js', 'wasm', ...ONE_CASE)
    expect({ code, out }).toEqual({
      code: 0,
      out: `┌────────┬──────────┬──────────┐
│        │ wasm     │ cpu-js   │
├────────┼──────────┼──────────┤
│ relu   │ ✓ 1 of 1 │ ✓ 1 of 1 │
│ passed │ 1        │ 1        │
└────────┴──────────┴──────────┘

2 passed, 0 failed, 0 skipped, on 2 backends
`,
    })
  })

  test('fail together where one fails', async () => {
    const { code, out } = await conformance('cpu-js', './wrong.mjs', ...ONE_CASE)
    expect(code).toBe(1)
    expect(out).toContain('│ relu   │ ✓ 1 of 1 │ ✗ 0 of 1 │')
    expect(out).toMatch(/\nbad \(extended level\) .*\n\nFailed\n {2}✗ relu › cuts/u)
  })

  test('stop at the first that fails with --bail', async () => {
    const { code, out } = await conformance('./wrong.mjs', 'cpu-js', '--bail', ...ONE_CASE)
    expect(code).toBe(1)
    expect(out).toContain('cpu-js was not tested: another had failed before\n')
  })

  test('are not tested where they cannot run, and the others are', async () => {
    const { code, out } = await conformance('./absent.mjs', 'cpu-js', ...ONE_CASE)
    expect(code).toBe(1)
    expect(out).toContain('│ passed │ 1      ')
    expect(out).toContain('./absent.mjs was not tested: The backend absent cannot run here: no device\n')
    expect(out).toContain('1 passed, 0 failed, 0 skipped, on 1 backend, 1 backend not tested\n')
  })

  test('with --all are all of ours, and what is not here is no failure', async () => {
    const { code, out } = await runCommand(
      ['conformance', '--all', './wrong.mjs', '--reporter', 'json', '--only', 'mask › is 1'],
      { folder, env: { DISPLAY: '', VK_DRIVER_FILES: '/nowhere' } },
    )
    const reported = JSON.parse(out) as { backend: string; passed?: number; reason?: string }[]
    expect(code).toBe(0)
    expect(reported.map(({ backend }) => backend)).toEqual([
      'wasm',
      'worker-pool',
      'blas',
      'webgpu',
      'gpu-js',
      'cpu-js',
      'bad',
    ])
    expect(reported.filter(({ passed }) => passed === 1)).toHaveLength(5)
    expect(reported[3].reason).toMatch(/^The backend webgpu cannot run here: /u)
    expect(reported[4].reason).toMatch(/^The backend gpu-js cannot run here: /u)
  })

  test.each([
    ['json', /^\[/u],
    ['junit', /<testsuite name="wasm"[^]*<testsuite name="cpu-js"/u],
    ['tap', /^1\.\.2\nok 1 - wasm › [^]*\nok 2 - cpu-js › /mu],
    ['html', /<title>2 backends<\/title>/u],
  ])('are reported as %s in one file', async (reporter, text) => {
    const args = ['wasm', 'cpu-js', ...ONE_CASE, '--reporter', reporter, '--output', 'several']
    const { code, out } = await conformance(...args)
    expect({ code, out }).toEqual({
      code: 0,
      out: '2 passed, 0 failed, 0 skipped, on 2 backends; the report is in several.\n',
    })
    expect(await readFile(join(folder, 'several'), 'utf8')).toMatch(text)
  })
})

test('the examples of bilayer conformance --help work', { timeout: EXAMPLES }, async () => {
  const runs = await runExamples('bilayer conformance', folder)
  expect(runs.length).toBeGreaterThan(0)
  expect(runs.filter(({ code }) => code !== 0)).toEqual([])
})

describe('a backend that', () => {
  type Bad = keyof typeof badBackends

  const write = async (what: Bad): Promise<string> => {
    const name = `${what.replaceAll(' ', '-')}.mjs`
    await writeFile(join(folder, name), badBackends[what])
    return `./${name}`
  }

  /** Runs the command on a bad backend, and reads its report. Only where it is to be cut short must it not have all the time that it needs. */
  const report = async (what: Bad, only: string, reason = '') => {
    const timeout = reason.includes('within 300 ms') ? 300 : 60_000
    const args = ['conformance', await write(what), '--only', only, '--timeout', String(timeout)]
    const { code, out, err } = await runCommand([...args, '--reporter', 'json'], {
      folder,
      nodeOptions: ['--max-old-space-size=64'],
    })
    const found = JSON.parse(out) as Report
    const { passed, failed, skipped, notRun, results } = found
    expect(passed + failed + skipped + notRun).toBe(results.length)
    return { code, err, ...found }
  }

  const isAlive = (pid: number): boolean => {
    try {
      return process.kill(pid, 0)
    } catch {
      return false
    }
  }

  const reasonsOf = (results: readonly CaseResult[]): string[] =>
    results.filter(({ status }) => status === 'failed').map(({ reason = '' }) => reason)

  test.each<[Bad, string, string]>([
    ['hangs in read', 'matmul', 'it did not end within 300 ms'],
    ['spins in matmul', 'matmul', 'it did not return within 300 ms: a synchronous loop'],
    ['ends its process', 'relu › ', 'its process ended with exit code 0, as by process.exit()'],
    [
      'kills its process',
      'relu › ',
      'its process was ended by SIGKILL, as where memory is exhausted or native code crashes',
    ],
    ['throws in a timer', 'gradients', 'an error that nothing caught: Error: tick'],
    ['rejects unheard', 'relu › ', 'a rejection that nothing handled: Error: unheard'],
  ])('%s fails three cases, and the others are told as not run', async (what, only, reason) => {
    const { code, failed, notRun, results } = await report(what, only, reason)
    expect({ code, failed }).toEqual({ code: 1, failed: 3 })
    expect(reasonsOf(results)).toEqual([reason, reason, reason])
    expect(notRun).toBeGreaterThan(0)
    expect(results.at(-1)).toMatchObject({
      status: 'not run',
      reason: 'the run stopped after 3 cases that were cut short',
    })
  })

  test('exhausts the memory fails the case that did', async () => {
    const only = 'mask › is 1 above 0'
    const { code, results } = await report('exhausts the memory', only)
    expect(code).toBe(1)
    expect(reasonsOf(results)).toEqual([
      expect.stringMatching(/^its process was ended by SIG\w+, as where memory is exhausted/u),
    ])
  })

  test.each<[Bad, string]>([
    ['creates nothing', 'create() gave undefined; defineBackend of @bilayer/core makes a whole backend'],
    [
      'creates half a backend',
      'create() gave a backend of the extended level without sync, matmul; defineBackend of @bilayer/core makes a whole backend',
    ],
    ['throws in probe', 'probe() threw TypeError: no driver'],
    ['spins in probe', 'probe() or create() did not return within 300 ms: a synchronous loop'],
    ['ends its process at once', 'its process ended with exit code 0, as by process.exit()'],
  ])('%s is the one failure, and no case is run', async (what, reason) => {
    const { code, failed, notRun, results } = await report(what, 'relu › ', reason)
    expect({ code, failed }).toEqual({ code: 1, failed: 1 })
    expect(results[0]).toMatchObject({ op: 'provider', title: 'makes a backend', status: 'failed', reason })
    expect(results).toHaveLength(notRun + 1)
  })

  test.each<[Bad, string]>([
    ['throws in dispose', 'dispose() threw Error: stuck'],
    ['rejects in dispose', 'dispose() threw Error: stuck'],
    ['never disposes', 'dispose() did not settle within 300 ms'],
    ['spins in dispose', 'dispose() did not return within 300 ms: a synchronous loop'],
  ])('%s fails behind cases that pass', async (what, reason) => {
    const { code, passed, results } = await report(what, 'relu › cuts', reason)
    expect({ code, passed }).toEqual({ code: 1, passed: 1 })
    expect(results[1]).toMatchObject({
      op: 'provider',
      title: 'closes the backend',
      status: 'failed',
      reason,
    })
  })

  test('prints does so on the standard error, so that the report is nothing but the report', async () => {
    const { code, err } = await report('prints', 'relu › cuts')
    expect({ code, err }).toEqual({ code: 0, err: 'hello\nrelu\n' })
  })

  test('computes without end is stopped by Ctrl-C, and the report tells how far it came', async () => {
    const args = [
      'conformance',
      await write('spins in matmul'),
      '--reporter',
      'json',
      '--output',
      'stopped.json',
    ]
    let sent = false
    const { code, out } = await runCommand(args, {
      folder,
      watch: ({ err }, kill) => {
        if (!sent && err.includes('spins')) kill('SIGINT')
        sent ||= err.includes('spins')
      },
    })
    expect(code).toBe(130)
    expect(out).toMatch(/^0 passed, 0 failed, 0 skipped, \d+ not run; the report is in stopped\.json\.\n$/u)
    const { results } = JSON.parse(await readFile(join(folder, 'stopped.json'), 'utf8')) as Report
    expect(results[0]).toMatchObject({ status: 'not run', reason: 'the run was stopped while it ran' })
    expect(results[1]).toMatchObject({ status: 'not run', reason: 'the run was stopped' })
  })

  test('computes without end does not outlive a command that is killed', async () => {
    let spinning = 0
    await runCommand(['conformance', await write('spins in matmul')], {
      folder,
      watch: ({ err }, kill) => {
        spinning = Number(/spins (?<pid>\d+)/u.exec(err)?.groups?.['pid'] ?? 0)
        if (spinning > 0) kill('SIGKILL')
      },
    })
    await expect.poll(() => isAlive(spinning)).toBe(false)
  })

  test('fails once ends the run with --bail', async () => {
    const { code, out } = await conformance(await write('hangs in read'), '--timeout', '300', '--bail')
    expect(code).toBe(1)
    expect(out).toMatch(/\n0 passed, 1 failed, 0 skipped, \d+ not run\n$/u)
  })
})
