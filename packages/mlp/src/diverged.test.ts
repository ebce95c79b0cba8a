import { float64Backend } from '@bilayer/core/reference'
import { expect, test } from 'vitest'
import { DivergedError } from './diverged.ts'
import { createMlp } from './mlp.ts'
import { adam } from './optimiser.ts'

const X = { values: new Float32Array([0, 0, 0, 1, 1, 0, 1, 1]), count: 4, size: 2 }
const Y = { values: new Float32Array([1, 0, 0, 1, 0, 1, 1, 0]), count: 4, size: 2 }
const options = { epochs: 300, batchSize: 2, learningRate: 0.1, seed: 5 }

test('a loss that diverges names the layer and what to try, and leaves the model as it was before', async () => {
  using model = createMlp(float64Backend(), { layers: [2, 16, 2], seed: 1 })
  const before = await model.parameters()
  const training = model.fit(X, Y, {
    ...options,
    epochs: 1,
    batchSize: 1,
    learningRate: 1e60,
    reportEvery: 1,
  })
  await expect(training).rejects.toThrow(DivergedError)
  await expect(training).rejects.toThrow(
    /^The loss became (?:NaN|Infinity) in epoch 1\. Layer \d had grown the most: its largest weight from \S+ to \S+\. The model keeps the parameters from before the training\. Try a learning rate below 1e\+60, clipNorm, or smaller numbers in X and Y\.$/u,
  )
  await expect(training).rejects.toHaveProperty(
    'happened',
    expect.stringMatching(/^The loss became .+ from \S+ to \S+\.$/u),
  )
  expect(await model.parameters()).toEqual(before)
  expect(model.backend.memory().matrices).toBe(4)
})

test('the parameters of the last good epoch are kept, and training can go on from there', async () => {
  using model = createMlp(float64Backend(), { layers: [2, 16, 2], seed: 1 })
  using expected = createMlp(float64Backend(), { layers: [2, 16, 2], seed: 1 })
  await expected.fit(X, Y, { ...options, epochs: 3, optimiser: adam() })
  const training = model.fit(X, Y, {
    ...options,
    optimiser: adam(),
    schedule: ({ losses }) => (losses.length < 3 ? 1 : 1e300),
  })
  await expect(training).rejects.toThrow(/in epoch 4\..* of the end of epoch 3\./u)
  expect(await model.parameters()).toEqual(await expected.parameters())
  expect(model.backend.memory().matrices).toBe(4)
  await expect(model.fit(X, Y, { ...options, epochs: 1 })).resolves.toMatchObject({ stopped: false })
})
