import { expect, test } from 'vitest'
import { makeProblem } from '../../data-sets/make-problem.ts'
import { defaults } from '../../state/settings.ts'
import { surfaceOf } from './surface.ts'

const grid = { X: { values: new Float32Array(6), count: 3, size: 2 }, width: 3, height: 1 }

test('a place has the likelier class, and how much surer than a guess the network is', async () => {
  const problem = await makeProblem(defaults, { digits: '', file: undefined })
  const logits = { values: Float32Array.of(-50, 0, Math.log(3)), count: 3, size: 1 }
  const { side, classes, values } = surfaceOf({ problem, settings: defaults }, grid, logits)
  expect(side).toBe(3)
  expect([...classes]).toEqual([0, 0, 1])
  // The shares of the likelier class are 1, 1/2 and 3/4.
  for (const [i, sureness] of [1, 0, 0.5].entries()) expect(values[i]).toBeCloseTo(sureness, 6)
})

test('where a quantity is learnt, the outputs themselves are the picture', async () => {
  const settings = { ...defaults, data: 'sine' } as const
  const problem = await makeProblem(settings, { digits: '', file: undefined })
  const outputs = { values: Float32Array.of(-2, 0, 0.5), count: 3, size: 1 }
  const { classes, values } = surfaceOf({ problem, settings }, grid, outputs)
  expect([...classes]).toEqual([])
  expect([...values]).toEqual([-2, 0, 0.5])
})
