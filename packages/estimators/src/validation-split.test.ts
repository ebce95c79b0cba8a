import { expect, test } from 'vitest'
import { splitForValidation } from './validation-split.ts'

test('every sample is in one part, and each class in its share', () => {
  const classes = Uint32Array.from({ length: 100 }, (_, i) => (i < 20 ? 0 : i < 50 ? 1 : 2))
  const { train, test: validation } = splitForValidation(classes, 0.1, 1)
  expect([...train, ...validation].toSorted((a, b) => a - b)).toEqual([...classes.keys()])
  const counts = [0, 1, 2].map((k) => validation.filter((i) => classes[i] === k).length)
  expect(counts).toEqual([2, 3, 5])
})

test('shares of rare classes add up, and one sample of each stays to train on', () => {
  const classes = Uint32Array.from({ length: 40 }, (_, i) => i % 20)
  const { train, test: validation } = splitForValidation(classes, 0.25, 1)
  expect(validation).toHaveLength(10)
  expect(new Set(train.map((i) => classes[i])).size).toBe(20)
  const single = Uint32Array.of(0, 0, 0, 0, 0, 0, 1)
  for (let seed = 0; seed < 10; seed++) {
    expect(splitForValidation(single, 0.9, seed).train).toContain(6)
  }
})

test('one seed gives one split', () => {
  const classes = new Uint32Array(50)
  expect(splitForValidation(classes, 0.2, 3)).toEqual(splitForValidation(classes, 0.2, 3))
  expect(splitForValidation(classes, 0.2, 3)).not.toEqual(splitForValidation(classes, 0.2, 4))
})
