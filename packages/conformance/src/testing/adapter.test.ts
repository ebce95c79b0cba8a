import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

interface VitestReport {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly fullName: string
      readonly status: string
      readonly failureMessages: readonly string[]
    }[]
  }[]
}

/** Runs vitest on the fixture, in a process of its own, and gives what it reports. */
async function runFixture(): Promise<VitestReport> {
  const root = join(import.meta.dirname, '../../../..')
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const config = join(import.meta.dirname, 'adapter.config.ts')
  const folder = await mkdtemp(join(tmpdir(), 'bilayer-'))
  const outputFile = join(folder, 'report.json')
  try {
    const args = [vitest, 'run', '--root', root, '--config', config, '--outputFile', outputFile]
    const [exitCode] = (await once(spawn(process.execPath, args), 'exit')) as [number]
    expect(exitCode).toBe(1)
    return JSON.parse(await readFile(outputFile, 'utf8')) as VitestReport
  } finally {
    await rm(folder, { recursive: true })
  }
}

test('testConformance makes a test of each case, which ends as the case does', async () => {
  const { testResults } = await runFixture()
  const [{ assertionResults }] = testResults
  const found = assertionResults.map(({ fullName, status, failureMessages: [message = ''] }) => [
    fullName,
    status,
    message.split('\n')[0],
  ])
  expect(found).toEqual([
    ['fixture conforms: x › holds', 'passed', ''],
    ['fixture conforms: x › fails', 'failed', 'Error: 2 is not 3'],
    ['fixture conforms: x › is skipped', 'skipped', ''],
    ['fixture conforms: x › hangs', 'failed', 'Error: it did not end within 50 ms'],
    [
      'fixture conforms: x › is left',
      'failed',
      'Error: not run: the run stopped after a case that was cut short',
    ],
    [
      'absent conforms: x › holds',
      'failed',
      'BackendUnavailableError: The backend absent cannot run here: no such device',
    ],
  ])
})
