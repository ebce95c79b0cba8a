import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ArgumentError, BackendUnavailableError } from '@bilayer/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runIsolated } from './run-isolated.ts'

const packages = new URL('../../../', import.meta.url)
const core = new URL('core/src/index.ts', packages)
const cpuJs = new URL('backend-cpu-js/src/index.ts', packages)

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bilayer-isolated-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

/** A module in a file of its own. */
async function moduleOf(name: string, source: string): Promise<{ module: URL }> {
  const path = join(folder, name)
  await writeFile(path, source)
  return { module: pathToFileURL(path) }
}

test('a backend is tested in another process, which is gone afterwards', async () => {
  const { module } = await moduleOf(
    'pid.mjs',
    `import { cpuJsProvider } from '${cpuJs.href}'
    export default { ...cpuJsProvider, create: async () => {
      const backend = await cpuJsProvider.create()
      return { ...backend, info: { device: String(process.pid), extra: () => {} } }
    } }`,
  )
  const listeners = process.listenerCount('exit')
  const started: string[] = []
  const report = await runIsolated(
    { module },
    {
      only: 'relu › cuts',
      onStart: ({ title }, index, { length }) => {
        started.push(`${title} ${index} ${length}`)
      },
    },
  )
  expect(report).toMatchObject({ backend: 'cpu-js', level: 'extended', passed: 1, failed: 0, notRun: 0 })
  expect(started).toEqual(['cuts off below 0 and keeps NaN 0 1'])
  const pid = Number(report.info?.device)
  expect(pid).not.toBe(process.pid)
  expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  expect(process.listenerCount('exit')).toBe(listeners)
})

test('the cases of other modules run behind those of the suite', async () => {
  const gradientCases = new URL('mlp/src/gradient-cases.ts', packages)
  const { results } = await runIsolated(
    { module: cpuJs, name: 'cpu-js' },
    { only: 'of 5-1 are the central', caseModules: [gradientCases] },
  )
  expect(results.map(({ op, status }) => [op, status])).toEqual([['gradients', 'passed']])
})

test('one of several providers, in a list too, is found by its name', async () => {
  const subject = await moduleOf(
    'several.mjs',
    `import { cpuJsProvider } from '${cpuJs.href}'
    const absent = { name: 'absent', probe: async () => ({ available: false, reason: 'no such device' }), create: async () => {} }
    export const providers = [absent, cpuJsProvider]`,
  )
  const options = { only: 'relu › cuts' }
  expect((await runIsolated({ ...subject, name: 'cpu-js' }, options)).passed).toBe(1)
  await expect(runIsolated(subject, options)).rejects.toThrow(
    new BackendUnavailableError('The backend absent cannot run here: no such device'),
  )
  await expect(runIsolated({ ...subject, name: 'abacus' }, options)).rejects.toThrow(
    /several\.mjs exports no backend provider named "abacus", an object with .* It exports: providers\.$/u,
  )
})

test('an error of core is what it is on this side too', async () => {
  const subject = await moduleOf(
    'gone.mjs',
    `import { BackendUnavailableError } from '${core.href}'
    const create = async () => { throw new BackendUnavailableError('the device is taken') }
    export default { name: 'gone', probe: async () => ({ available: true }), create }`,
  )
  await expect(runIsolated(subject, { only: 'relu' })).rejects.toThrow(
    new BackendUnavailableError('the device is taken'),
  )
})

test('messages that a module sends on its own account are ignored', async () => {
  const subject = await moduleOf(
    'sends.mjs',
    `process.send('x'); process.send({ id: 9, outcome: { kind: 'answer' } })
    export { cpuJsProvider } from '${cpuJs.href}'`,
  )
  expect((await runIsolated(subject, { only: 'relu › ' })).failed).toBe(0)
})

test('what a failure brings with it, unheard, is no failure of its own', async () => {
  const subject = await moduleOf(
    'aftermath.mjs',
    `import { cpuJsProvider } from '${cpuJs.href}'
    const create = async () => {
      const backend = await cpuJsProvider.create()
      const relu = () => {
        Promise.reject(new Error('unheard'))
        throw new Error('no relu')
      }
      return { ...backend, relu }
    }
    export default { ...cpuJsProvider, create }`,
  )
  const { results, notRun } = await runIsolated(subject, { only: 'relu › is right' })
  expect(notRun).toBe(0)
  expect(results.length).toBeGreaterThan(3)
  for (const { status, reason, cutShort } of results) {
    expect({ status, cutShort }).toEqual({ status: 'failed', cutShort: undefined })
    expect(reason).toContain('no relu')
  }
})

test('a signal ends a module that does not load, at once', async () => {
  const subject = await moduleOf('spins.mjs', 'for (;;);')
  const start = performance.now()
  const report = await runIsolated(subject, { only: 'relu', signal: AbortSignal.timeout(500) })
  expect(performance.now() - start).toBeLessThan(5000)
  expect(report).toMatchObject({ backend: 'spins.mjs', passed: 0, failed: 0 })
  expect(report.notRun).toBe(report.results.length)
})

test.each([
  ['subject', [undefined]],
  ['module', [{ module: './mine.js' }]],
  ['module', [{ module: 3 }]],
  ['name', [{ module: cpuJs, name: 3 }]],
  ['options', [{ module: cpuJs }, 3]],
  ['caseModules', [{ module: cpuJs }, { caseModules: 'x' }]],
  ['caseModules[0]', [{ module: cpuJs }, { caseModules: ['x'] }]],
  ['cases[0]', [{ module: cpuJs }, { caseModules: ['data:text/javascript,export default [1]'] }]],
  ['timeout', [{ module: cpuJs }, { timeout: 0 }]],
])('a wrong %s is refused', async (name, wrong) => {
  const refused = runIsolated(...(wrong as unknown as Parameters<typeof runIsolated>))
  await expect(refused).rejects.toBeInstanceOf(ArgumentError)
  await expect(refused).rejects.toThrow(`${name} is `)
})
