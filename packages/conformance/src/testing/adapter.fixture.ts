import { defineBackend } from '@bilayer/core'
import type { ConformanceCase } from '../case.ts'
import { testConformance } from '../vitest.ts'
import { plain } from '../mutants/mutant.ts'

const cases: readonly ConformanceCase[] = [
  { op: 'x', title: 'holds', level: 'core', run: async () => {} },
  { op: 'x', title: 'fails', level: 'core', run: () => Promise.reject(new Error('2 is not 3')) },
  { op: 'x', title: 'is skipped', level: 'core', run: async ({ skip }) => skip('no such device') },
  { op: 'x', title: 'hangs', level: 'core', run: () => new Promise(() => {}) },
  { op: 'x', title: 'is left', level: 'core', run: async () => {} },
]

const provider = {
  name: 'fixture',
  probe: async () => ({ available: true as const }),
  create: async () => defineBackend(plain()),
}

/** Tests made by the adapter, of which `adapter.test.ts` knows how each must end. */
testConformance(provider, { cases, timeout: 50, maxTimeouts: 1 })
testConformance(
  {
    ...provider,
    name: 'absent',
    probe: async () => ({ available: false as const, reason: 'no such device' }),
  },
  { cases: cases.slice(0, 1) },
)
