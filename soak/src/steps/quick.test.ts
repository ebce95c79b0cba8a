import { expect, test } from 'vitest'
import { growthOf } from './flatness.ts'
import type { Run } from './results.ts'
import { runSteps } from './steps.ts'

/** By how much a quantity grew over a run, as a share. */
function growth(run: Run, quantity: string): number {
  const found = run.quantities.find((one) => one.quantity === quantity)
  return found ? growthOf(found.tenths) : Number.NaN
}

test.concurrent.each(['wasm', 'worker-pool, all on threads'])(
  '%s takes no more memory after some thousand steps',
  async (name) => {
    const { runs } = await runSteps({
      steps: 10_000,
      samples: 22,
      only: [`${name} in Node.js`],
      ended: () => {},
    })
    expect(runs).toHaveLength(2)
    for (const run of runs) {
      expect(run.steps).toBeGreaterThanOrEqual(10_000)
      expect(growth(run, 'matrices')).toBe(0)
      expect(growth(run, 'bytes of matrices')).toBe(0)
      // Code that is still being compiled takes a percent or two; 100 bytes a step would be ten.
      expect(growth(run, 'JavaScript heap')).toBeLessThan(0.05)
    }
  },
)
