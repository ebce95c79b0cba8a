import { type ExtendedBackend, isExtended } from '@bilayer/core'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mutants } from '../../../packages/conformance/src/mutants/index.ts'
import { subjects } from '../subjects.ts'
import { programs } from './program.ts'
import { startTrial } from './trial.ts'

/** What went wrong first in so many random programs, if anything did. */
async function firstFailure(
  create: () => Promise<ExtendedBackend>,
  count: number,
): Promise<string | undefined> {
  const trial = await startTrial(create)
  const property = fc.asyncProperty(programs, trial.run)
  const { failed, errorInstance } = await fc.check(property, { seed: 1, numRuns: count, endOnFailure: true })
  await trial.close()
  return failed ? String(errorInstance) : undefined
}

describe('random programs hold on', () => {
  test.each(subjects.filter(({ onDevice = false }) => !onDevice))('$name', async ({ create }) => {
    expect(await firstFailure(create, 60)).toBeUndefined()
  })
})

test('one seed gives the same operations on every backend', async () => {
  const counts = []
  for (const { create } of subjects.slice(0, 2)) {
    const trial = await startTrial(create)
    await fc.assert(fc.asyncProperty(programs, trial.run), { seed: 3, numRuns: 10 })
    counts.push(trial.counts())
    await trial.close()
  }
  expect(counts[1]).toEqual(counts[0])
  expect(counts[0].operations).toBeGreaterThan(20)
})

describe('random programs find a backend in which', () => {
  test.each([
    ['matmul ignores that b is a view', /^Error: (matmul|affine)/u],
    ['relu writes into its input', /it should be/u],
    ['mask(NaN) is 1', /^Error: (mask|hadamardMask) of/u],
    ['gatherRows alone leaks', /memory\(\) tells 0 matrices and \d+ bytes after all were disposed/u],
    ['hadamard gives one buffer each time', /it should be|bytes after all were disposed/u],
  ])('%s', async (fault, message) => {
    const mutant = mutants.find((candidate) => candidate.fault === fault)
    const create = async (): Promise<ExtendedBackend> => {
      const backend = mutant?.create()
      if (backend && isExtended(backend)) return backend
      throw new Error(`There is no extended mutant in which ${fault}.`)
    }
    expect(await firstFailure(create, 100)).toMatch(message)
  })
})
