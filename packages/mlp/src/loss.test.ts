import { ArgumentError, defineBackend } from '@bilayer/core'
import { float64Backend, float64Values, referenceDefinition } from '@bilayer/core/reference'
import { expect, test } from 'vitest'
import {
  binaryCrossEntropy,
  huber,
  type Loss,
  losses,
  meanSquaredError,
  softmaxCrossEntropy,
} from './loss.ts'

/** Float32 numbers, in which what overflows there does. */
const float32 = defineBackend(referenceDefinition('float32', (length) => new Float32Array(length)))
const float64 = float64Backend()

/** The loss of one sample, and its gradient, in float32. */
async function of(loss: Loss, outputs: readonly number[], targets: readonly number[]) {
  const F = float32.matrix(outputs.length, 1, outputs)
  const Y = float32.matrix(targets.length, 1, targets)
  const values = await loss.values(F, Y).read()
  return {
    loss: values.reduce((sum, value) => sum + value, 0),
    gradient: [...(await loss.gradient(F, Y).read())],
  }
}

test('losses are what their formulas say', async () => {
  expect(await of(meanSquaredError, [1, 2], [3, 2])).toEqual({ loss: 4, gradient: [-4, 0] })
  expect(await of(huber, [0.5, 3, -4], [0, 0, 0])).toEqual({
    loss: 0.125 + 2.5 + 3.5,
    gradient: [0.5, 1, -1],
  })
  const { loss, gradient } = await of(binaryCrossEntropy, [0, Math.log(3)], [1, 0])
  expect(loss).toBeCloseTo(Math.log(2) + Math.log(4), 6)
  expect(gradient).toEqual([-0.5, 0.75])
  const softmax = await of(softmaxCrossEntropy, [0, Math.log(3)], [1, 0])
  expect(softmax.loss).toBeCloseTo(Math.log(4), 6)
  expect(softmax.gradient[0]).toBeCloseTo(-0.75, 6)
})

test.each([
  ['softmaxCrossEntropy', [1e4, -1e4], [1, 0], 0, [0, 0]],
  ['softmaxCrossEntropy', [1e4, -1e4], [0, 1], 2e4, [1, -1]],
  ['softmaxCrossEntropy', [1e4, 1e4], [1, 0], Math.fround(Math.log(2)), [-0.5, 0.5]],
  ['softmaxCrossEntropy', [1e30, -1e30], [0, 1], Math.fround(2e30), [1, -1]],
  ['binaryCrossEntropy', [1e4, -1e4], [1, 0], 0, [0, 0]],
  ['binaryCrossEntropy', [1e4, -1e4], [0, 1], 2e4, [1, -1]],
  ['huber', [1e30, -1e30], [0, 0], Math.fround(2e30), [1, -1]],
] as const)('%s of %j for %j overflows nowhere', async (name, outputs, targets, expected, gradient) => {
  const found = await of(losses[name], outputs, targets)
  expect(found.loss / (expected || 1)).toBeCloseTo(expected === 0 ? 0 : 1, 6)
  expect(found.gradient).toEqual(gradient)
})

test('softmaxCrossEntropy takes targets that are shares', async () => {
  const { loss, gradient } = await of(softmaxCrossEntropy, [0, 0], [0.25, 0.75])
  expect(loss).toBeCloseTo(Math.log(2), 6)
  expect(gradient).toEqual([0.25, -0.25])
})

test.each(Object.entries(losses))('the gradient of %s is that of the mean of its values', (_, loss) => {
  const [rows, n] = [3, 4]
  const outputs = Array.from({ length: rows * n }, (_each, i) => 2 * Math.sin(3 * i))
  const Y = float64.matrix(
    rows,
    n,
    Array.from({ length: rows * n }, (_each, i) => (Math.floor(i / n) === (i % n) % rows ? 1 : 0)),
  )
  // What stands between is rounded to float32 nowhere: a step is added on the backend.
  const lossWith = (i: number, step: number): number => {
    const moved = float64.scale(1, float64.matrix(rows, n, outputs))
    const unit = float64.matrix(
      rows,
      n,
      outputs.map((_each, j) => (i === j ? 1 : 0)),
    )
    const F = float64.axpy(step * 2 ** -20, unit, moved)
    return float64Values(loss.values(F, Y)).reduce((sum, value) => sum + value, 0) / n
  }
  const F = float64.matrix(rows, n, outputs)
  for (const [i, derivative] of float64Values(loss.gradient(F, Y)).entries()) {
    expect((lossWith(i, 1) - lossWith(i, -1)) / 2 ** -19).toBeCloseTo(derivative, 5)
  }
})

test.each(Object.entries(losses))('%s leaves nothing behind but what it gives', (_, loss) => {
  const [F, Y] = [float64.zeros(2, 3), float64.zeros(2, 3)]
  const before = float64.memory().matrices
  const [values, gradient] = [loss.values(F, Y), loss.gradient(F, Y)]
  expect(float64.memory().matrices).toBe(before + 2)
  values.dispose()
  gradient.dispose()
})

test.each(['softmaxCrossEntropy', 'binaryCrossEntropy'] as const)(
  '%s needs the extended operations',
  (name) => {
    const { extended: _, ...definition } = referenceDefinition('plain', (length) => new Float64Array(length))
    const plain = defineBackend(definition)
    expect(() => losses[name].values(plain.zeros(1, 1), plain.zeros(1, 1))).toThrow(
      new ArgumentError(
        `${name} needs the extended operations, and the backend plain has the core level alone.`,
      ),
    )
  },
)
