import { localCommunicator } from '@bilayer/core'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { isThere, launch, mpich, openMpi } from './testing/launch.ts'
import { watchRanks } from './watch-ranks.ts'

afterEach(() => vi.unstubAllEnvs())

test('a rank alone has nobody to watch', async () => {
  const communicator = localCommunicator()
  expect(await watchRanks(communicator)).toBe(communicator)
})

const groups = [
  { launcher: openMpi, ranks: 2 },
  { launcher: openMpi, ranks: 4 },
  { launcher: mpich, ranks: 2 },
]

for (const { launcher, ranks } of groups) {
  const { name, install } = launcher
  describe.skipIf(!isThere(launcher))(`${ranks} ranks of ${name} (${install}) that watch each other`, () => {
    const last = ranks - 1
    test('notice that one is stopped', async () => {
      const { code, output } = await launch(launcher, ranks, 'watched.ts', ['SIGSTOP'])
      expect(output).toMatch(
        new RegExp(
          `CommunicatorError about rank ${last}: Rank ${last} \\(process \\d+ on .+\\) has given no sign of life for 6 s`,
          'u',
        ),
      )
      expect(code).not.toBe(0)
    })
  })
}

describe.skipIf(!isThere(openMpi))(`ranks of Open MPI (${openMpi.install})`, () => {
  test('notice that one has ended without a word', async () => {
    // Otherwise Open MPI ends the others itself, a second later: too soon for them to tell, where the machine is busy.
    vi.stubEnv('OMPI_MCA_orte_allowed_exit_without_sync', '1')
    const { code, output } = await launch(openMpi, 3, 'watched.ts', ['exit'])
    expect(output).toMatch(/CommunicatorError about rank 2: Rank 2 \(process \d+ on .+\) has ended\./u)
    expect(code).not.toBe(0)
  })
})
