import { ArgumentError } from '@bilayer/core'
import { expect, test } from 'vitest'
import { constant, cosine, reduceOnPlateau, type Schedule, stepDecay, warmUp } from './schedule.ts'

const shares = (schedule: Schedule, steps: number) =>
  Array.from({ length: steps }, (_, step) => schedule({ step, steps, losses: [] }))

test('constant stays', () => {
  expect(shares(constant(), 3)).toEqual([1, 1, 1])
})

test('stepDecay goes down after each so many steps', () => {
  expect(shares(stepDecay({ every: 2, factor: 0.5 }), 6)).toEqual([1, 1, 0.5, 0.5, 0.25, 0.25])
  expect(shares(stepDecay({ every: 2 }), 3)).toEqual([1, 1, 0.1])
})

test('cosine goes from 1 down to the least', () => {
  const found = shares(cosine({ least: 0.2 }), 5)
  expect(found[0]).toBe(1)
  expect(cosine({ least: 0.2 })({ step: 2, steps: 4, losses: [] })).toBeCloseTo(0.6)
  expect(cosine({ least: 0.2 })({ step: 4, steps: 4, losses: [] })).toBeCloseTo(0.2)
  expect(found).toEqual(found.toSorted((a, b) => b - a))
})

test('warmUp grows in equal parts, and what follows has the steps that remain', () => {
  expect(shares(warmUp({ steps: 3 }), 6)).toEqual([0.25, 0.5, 0.75, 1, 1, 1])
  expect(shares(warmUp({ steps: 2, after: ({ step, steps }) => step / steps }), 6).slice(2)).toEqual([
    0, 0.25, 0.5, 0.75,
  ])
})

test.each([
  [[], 0],
  [[1], 0],
  [[1, 0.5, 0.4], 0],
  [[1, 1], 0],
  [[1, 1, 1], 1],
  // The count begins again after each reduction.
  [[1, 1, 1, 1], 1],
  [[1, 1, 1, 1, 1], 2],
  [[1, 1, 0.5, 0.5, 0.5], 1],
  // A tenth less is not better by more than a tenth.
  [[1, 0.9, 0.9], 1],
  [[1, 0.89, 0.89], 0],
])('reduceOnPlateau has gone down after %j: %d times', (losses, times) => {
  const schedule = reduceOnPlateau({ factor: 0.5, patience: 1, threshold: 0.1 })
  expect(schedule({ step: 0, steps: 1, losses })).toBe(0.5 ** times)
})

test('a warm-up that is all there is, and a cosine without an end, are refused', () => {
  expect(() => shares(warmUp({ steps: 3 }), 3)).toThrow(
    new ArgumentError(
      'schedule: the warm-up has 3 steps, and the training 3, so that it would never end. Give it fewer, or train for longer.',
    ),
  )
  expect(() => cosine()({ step: 0, steps: Infinity, losses: [] })).toThrow(ArgumentError)
})
