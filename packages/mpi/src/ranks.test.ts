import { describe, expect, test } from 'vitest'
import { isThere, launch, mpich, openMpi } from './testing/launch.ts'

const groups = [
  { launcher: openMpi, ranks: 2 },
  { launcher: openMpi, ranks: 4 },
  { launcher: mpich, ranks: 2 },
]

describe.each(groups)('$ranks ranks of $launcher.name', ({ launcher, ranks }) => {
  // Where MPI is not installed the titles say how to get it. Under CI a test that is left out is a failure: .ci/count.cjs.
  const isMissing = !isThere(launcher)
  const title = isMissing ? ` (not here: ${launcher.install})` : ''

  test.skipIf(isMissing)(`conform${title}`, { timeout: 180_000 }, async () => {
    const { code, output } = await launch(launcher, ranks, 'run-suite.ts')
    expect(output).toContain(`mpi with ${ranks} ranks`)
    expect(output).toMatch(/\d passed, 0 failed, 0 skipped/u)
    expect(code).toBe(0)
  })

  test.skipIf(isMissing)(`hear of a rank that fails, and end${title}`, async () => {
    const { code, output } = await launch(launcher, ranks, 'fails.ts')
    const last = ranks - 1
    expect(output).toContain(`rank ${last}, ${last} of ${ranks} here: no more data`)
    for (let rank = 0; rank < last; rank++) {
      expect(output).toContain(
        `rank ${rank}, ${rank} of ${ranks} here: Rank ${last} has left; rank ${rank} asks for allReduceSum of 5 numbers.`,
      )
    }
    expect(output).toContain('MPI has ended in this process, and cannot start again')
    expect(code).toBe(3)
  })

  test.skipIf(isMissing)(`end when one of them is killed${title}`, async () => {
    const { code, output } = await launch(launcher, ranks, 'killed.ts')
    const killed = /killed at (?<time>\d+)/u.exec(output)?.groups?.['time']
    expect(Date.now() - Number(killed)).toBeLessThan(10_000)
    expect(code).not.toBe(0)
  })
})
