import { expect, test } from 'vitest'
import { settingsFor } from './settings.ts'

test.each([
  { samples: 100, inputs: 4, hidden: [32, 16], batchSize: 16, epochs: 200, patience: 20, weightDecay: 0.9 },
  {
    samples: 4096,
    inputs: 33,
    hidden: [64, 32],
    batchSize: 64,
    epochs: 200,
    patience: 20,
    weightDecay: 0.049,
  },
  {
    samples: 10_000,
    inputs: 100,
    hidden: [128, 64],
    batchSize: 128,
    epochs: 100,
    patience: 10,
    weightDecay: 0.02,
  },
  {
    samples: 1_000_000,
    inputs: 784,
    hidden: [256, 128],
    batchSize: 128,
    epochs: 20,
    patience: 5,
    weightDecay: 0.0002,
  },
])('$samples samples of $inputs inputs have settings of their size', ({ samples, inputs, ...expected }) => {
  expect(settingsFor({}, samples, inputs)).toEqual({
    ...expected,
    activation: 'relu',
    learningRate: 0.003,
    seed: 1,
  })
})

test('what is given is taken', () => {
  const given = {
    hidden: [7],
    activation: 'tanh',
    epochs: 3,
    batchSize: 5,
    learningRate: 0.1,
    weightDecay: 0,
    patience: 2,
    seed: 9,
  } as const
  expect(settingsFor(given, 1000, 10)).toEqual(given)
})

test('patience goes with the epochs that are given', () => {
  expect(settingsFor({ epochs: 1000 }, 100, 4).patience).toBe(100)
})
