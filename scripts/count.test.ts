import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { run } from './run.ts'

const script = join(import.meta.dirname, '..', '.ci', 'count.cjs')
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bilayer-count-'))
  await mkdir(join(folder, 'test-results'))
})

afterEach(async () => {
  await rm(folder, { recursive: true })
})

/** The last line of the count of these runs, and the exit code. */
async function count(failedSteps: number, runs: Record<string, readonly number[] | undefined>) {
  for (const [name, numbers] of Object.entries(runs)) {
    if (!numbers) continue
    const [numPassedTests, numFailedTests, numPendingTests] = numbers
    const counts = { numPassedTests, numFailedTests, numPendingTests, numTodoTests: 0 }
    await writeFile(join(folder, 'test-results', `${name}.json`), JSON.stringify(counts))
  }
  const argv = [script, String(failedSteps), ...Object.keys(runs)]
  const done = await run(process.execPath, argv, { cwd: folder }).catch(
    (error: { stdout: string; code: number }) => error,
  )
  return [done.stdout.trim().split('\n').at(-1), 'code' in done ? done.code : 0]
}

test.each<[string, number, Record<string, readonly number[] | undefined>, string, number]>([
  ['adds up all runs', 0, { tests: [10, 0, 0], browser: [5, 0, 0] }, '15 passed, 0 failed', 0],
  ['fails with a test', 1, { tests: [9, 1, 0] }, '9 passed, 1 failed', 1],
  ['fails with a step that has no test', 2, { tests: [10, 0, 0] }, '10 passed, 2 failed', 1],
  ['fails with a skipped test', 0, { tests: [9, 0, 1] }, '9 passed, 1 failed', 1],
  ['fails where a run crashed', 0, { tests: [10, 0, 0], browser: undefined }, '10 passed, 1 failed', 1],
  ['fails where nothing ran', 0, { tests: [0, 0, 0] }, '0 passed, 0 failed', 1],
])('the count %s', async (_fact, failedSteps, runs, line, code) => {
  expect(await count(failedSteps, runs)).toEqual([line, code])
})
