import type { Backend, Stored } from '@bilayer/core'
import { defineBackend, ShapeError } from '@bilayer/core'
import { float64Backend, referenceDefinition } from '@bilayer/core/reference'
import { expect, test } from 'vitest'
import { checkGradients, formatGradientCheck } from './check-gradients.ts'
import { initialise } from './initialise.ts'

const X = { values: new Float32Array([0, 0, 0, 1, 1, 0, 1, 1]), count: 4, size: 2 }
const Y = { values: new Float32Array([0, 1, 1, 0]), count: 4, size: 1 }

const definition = referenceDefinition<Float32Array>('plain', (length) => new Float32Array(length))
const check = (backend: Backend) => checkGradients(initialise(backend, [2, 8, 1], 3), X, Y)

test('a right backend passes for every parameter, at a kink of σ too', async () => {
  const backend = defineBackend(definition)
  const { parameters, passed } = await check(backend)
  expect(passed).toBe(true)
  expect(parameters.map(({ name, checked, kinks }) => ({ name, checked, kinks }))).toEqual([
    { name: 'W1', checked: 16, kinks: 0 },
    { name: 'b1', checked: 8, kinks: 0 },
    { name: 'W2', checked: 8, kinks: 0 },
    { name: 'b2', checked: 1, kinks: 0 },
  ])
})

test.each([
  {
    fault: 'a mask that is on everywhere',
    core: { mask: definition.core.relu },
    wrong: ['W1', 'b1'],
  },
  {
    fault: 'column sums that are a tenth too large',
    core: { colsum: (a: Stored<Float32Array>) => definition.core.colsum(a).map((value) => value * 1.1) },
    wrong: ['b1', 'b2'],
  },
])('$fault is found, and where', async ({ core, wrong }) => {
  const { parameters, passed } = await check(
    defineBackend({ ...definition, core: { ...definition.core, ...core } }),
  )
  expect(passed).toBe(false)
  expect(parameters.filter((parameter) => !parameter.passed).map(({ name }) => name)).toEqual(wrong)
})

test('a gradient that is NaN does not pass', async () => {
  const core = {
    ...definition.core,
    colsum: ({ rows }: Stored<Float32Array>) => new Float32Array(rows).fill(Number.NaN),
  }
  expect((await check(defineBackend({ ...definition, core }))).passed).toBe(false)
})

test('the table has a line for each parameter', async () => {
  const lines = formatGradientCheck(await check(float64Backend())).split('\n')
  expect(lines).toHaveLength(5)
  expect(lines[1]).toMatch(/^W1 +8 × 2 +16 of 16 +0 .* ok$/u)
})

test('samples that do not fit are refused', async () => {
  const network = initialise(float64Backend(), [3, 1], 0)
  await expect(checkGradients(network, X, Y)).rejects.toThrow(
    new ShapeError('X has 2 numbers in a sample; the network takes 3.'),
  )
})
