import type { Report } from '@bilayer/conformance'
import { describe, expect, test } from 'vitest'
import { gather } from './gather.ts'
import { type Entry, isProof, matrixJson, parseMatrix, withOthers } from './matrix.ts'
import { openCommand } from './runtimes/command.ts'
import type { OpenRuntime, Runtime } from './runtimes/runtime.ts'

/** Nothing ends a run. */
const never = new AbortController().signal

/** This Node.js, on the sources. */
const sources = ['--conditions=@bilayer/source']

const here: Runtime = {
  name: 'here',
  title: 'Here',
  open: (signal) => openCommand({ path: process.execPath, args: sources, signal }),
}

/** A runtime that gives the same for every backend. */
const fake = (name: string, prove: OpenRuntime['prove']): Runtime => ({
  name,
  title: name,
  open: async () => ({ version: '1.0.0', prove, [Symbol.asyncDispose]: async () => {} }),
})

const gatherFrom = (
  runtimes: readonly Runtime[],
  backends: readonly string[],
  { only = 'relu › cuts', signal = never } = {},
) => {
  const told: Entry[] = []
  const onEntry = (entry: Entry): void => {
    told.push(entry)
  }
  return gather({ runtimes, backends, only, onEntry, signal }).then((matrix) => ({ matrix, told }))
}

test('the suite is run on each backend in a process of a runtime', async () => {
  const { matrix, told } = await gatherFrom([here], ['cpu-js', 'wasm'])
  expect(matrix.runtimes).toMatchObject([{ name: 'here', title: 'Here', version: process.version.slice(1) }])
  expect(matrix.entries).toMatchObject([
    { backend: 'cpu-js', runtime: 'here', passed: 1, failed: 0, skipped: 0, notRun: 0 },
    { backend: 'wasm', runtime: 'here', passed: 1, failed: 0, skipped: 0, notRun: 0 },
  ])
  expect(matrix.entries.filter(isProof).map(({ operations }) => operations)).toMatchObject([
    [{ op: 'relu', passed: 1 }],
    [{ op: 'relu', passed: 1 }],
  ])
  expect(told).toEqual(matrix.entries)
  expect(parseMatrix(matrixJson(matrix))).toEqual(matrix)
})

test('a run that is ended rejects, and says nothing of the backends', async () => {
  const stop = new AbortController()
  const ending = fake('ending', async () => {
    stop.abort(new Error('That is enough.'))
    throw new Error('it was ended')
  })
  await expect(gatherFrom([ending], ['x'], { signal: stop.signal })).rejects.toThrow('That is enough.')
})

const row = { op: 'log', level: 'extended', milliseconds: 60 } as const
const report: Report = {
  backend: 'x',
  suite: '9.9.9',
  seed: 1,
  results: [
    { ...row, title: 'a', status: 'skipped', reason: 'declared' },
    { ...row, title: 'b', status: 'skipped', reason: 'declared' },
    { ...row, title: 'c', status: 'skipped', reason: 'core level' },
    { ...row, title: 'd', status: 'failed', reason: 'wrong' },
    { ...row, title: 'e', status: 'not run', reason: 'stopped' },
  ],
  operations: [{ op: 'log', passed: 0, failed: 1, skipped: 3, notRun: 1 }],
  passed: 0,
  failed: 1,
  skipped: 3,
  notRun: 1,
}

test('skips are counted by their reasons, and what failed or was not run keeps its own', async () => {
  const { matrix } = await gatherFrom([fake('fake', async () => report)], ['x'])
  expect(matrix.entries).toMatchObject([
    {
      suite: '9.9.9',
      skips: [
        { op: 'log', reason: 'declared', cases: 2 },
        { op: 'log', reason: 'core level', cases: 1 },
      ],
      failures: [
        { name: 'log › d', reason: 'wrong' },
        { name: 'log › e', reason: 'stopped' },
      ],
    },
  ])
})

test('what cannot be had, cannot run there or does not come to an end has an entry that says why', async () => {
  const absent: Runtime = {
    name: 'absent',
    title: 'Absent',
    open: () => Promise.reject(new Error('it is not installed')),
  }
  const without = fake('without', async (backend) => ({ backend, reason: 'no device' }))
  const breaking = fake('breaking', () => Promise.reject(new Error('it was ended by SIGSEGV')))
  const { matrix } = await gatherFrom([absent, without, breaking], ['x', 'y'])
  expect(matrix.runtimes[0]).not.toHaveProperty('version')
  expect(
    matrix.entries.map((entry) => [entry.runtime, entry.backend, 'reason' in entry && entry.reason]),
  ).toEqual([
    ['absent', 'x', 'it is not installed'],
    ['absent', 'y', 'it is not installed'],
    ['without', 'x', 'no device'],
    ['without', 'y', 'no device'],
    ['breaking', 'x', 'it was ended by SIGSEGV'],
    ['breaking', 'y', 'it was ended by SIGSEGV'],
  ])
})

test('a matrix keeps what an earlier one has of other runtimes, in the order that is asked for', async () => {
  const tried = (passes: string) => fake(passes, async (backend) => ({ backend, reason: passes }))
  const { matrix: earlier } = await gatherFrom([tried('a'), tried('b')], ['x'])
  const { matrix } = await gatherFrom([fake('a', async () => report)], ['x'])
  const { runtimes, entries } = withOthers(matrix, earlier, ['b', 'a'])
  expect(runtimes.map(({ name }) => name)).toEqual(['b', 'a'])
  expect(entries).toEqual([earlier.entries[1], matrix.entries[0]])
})

describe('a process that', () => {
  /** Runs a module before the suite. */
  const proveAfter = async (module: string, timeout = 60_000): Promise<unknown> => {
    const args = [...sources, '--import', `data:text/javascript,${encodeURIComponent(module)}`]
    await using runtime = await openCommand({ path: process.execPath, args, timeout, signal: never })
    return await runtime.prove('cpu-js', 'relu › cuts')
  }

  test.each([
    [
      'throws',
      "throw new TypeError('no such thing')",
      60_000,
      'it ended with exit code 1: TypeError: no such thing',
    ],
    ['exits', 'process.exit(3)', 60_000, 'it ended with exit code 3'],
    ['is killed', "process.kill(process.pid, 'SIGKILL')", 60_000, 'it was ended by SIGKILL'],
    ['never ends', 'for (;;);', 300, 'it did not end within 0.3 s'],
  ])('%s is told as what it is', async (_, module, timeout, reason) => {
    await expect(proveAfter(module, timeout)).rejects.toThrow(new Error(reason))
  })
})

test('a program that is not there, or tells no version, is refused', async () => {
  await expect(openCommand({ path: '/nowhere/node', signal: never })).rejects.toThrow('ENOENT')
  await expect(openCommand({ path: 'true', signal: never })).rejects.toThrow('It tells no version, but "true')
})
