import { ArgumentError, DisposedError, ShapeError } from '@bilayer/core'
import { float64Backend } from '@bilayer/core/reference'
import { expect, test } from 'vitest'
import { DivergedError } from './fit.ts'
import { createMlp, restoreMlp } from './mlp.ts'

const X = { values: new Float32Array([0, 0, 0, 1, 1, 0, 1, 1]), count: 4, size: 2 }
const Y = { values: new Float32Array([1, 0, 0, 1, 0, 1, 1, 0]), count: 4, size: 2 }
const labels = [0, 1, 1, 0]
const xor = () => createMlp(float64Backend(), { layers: [2, 16, 2], seed: 1 })
const options = { epochs: 300, batchSize: 2, learningRate: 0.1, seed: 5 }

test('fit learns exclusive or', async () => {
  using model = xor()
  const { losses, stopped } = await model.fit(X, Y, options)
  expect(stopped).toBe(false)
  expect(losses).toHaveLength(300)
  expect(losses[299]).toBeLessThan(1e-6)
  expect(await model.score(X, labels)).toBe(1)
  expect([...(await model.classify(X))]).toEqual(labels)
})

test('fit with one seed gives one model, bit for bit, and another with another', async () => {
  const trained = async (seed: number) => {
    using model = xor()
    await model.fit(X, Y, { ...options, epochs: 20, seed })
    return await model.parameters()
  }
  const first = await trained(5)
  expect(await trained(5)).toEqual(first)
  expect(await trained(6)).not.toEqual(first)
})

test('fit keeps nothing alive but the parameters', async () => {
  const model = xor()
  const before = model.backend.memory()
  await model.fit(X, Y, { ...options, epochs: 3 })
  expect(model.backend.memory()).toEqual(before)
  model.dispose()
  expect(model.backend.memory()).toEqual({ matrices: 0, bytes: 0 })
})

test('fit reports every batch and every epoch', async () => {
  using model = xor()
  const batches: string[] = []
  const epochs: number[] = []
  const { losses } = await model.fit(X, Y, {
    ...options,
    epochs: 2,
    batchSize: 3,
    reportEvery: 1,
    onBatch: ({ epoch, batch, samples, loss }) => {
      batches.push(`${epoch}.${batch} ${samples} ${Number.isFinite(loss)}`)
    },
    onEpoch: ({ loss }) => {
      epochs.push(loss)
    },
  })
  expect(batches).toEqual(['1.1 3 true', '1.2 4 true', '2.1 7 true', '2.2 8 true'])
  expect(epochs).toEqual(losses)
})

test('fit stops once the signal is aborted, and the model stays usable', async () => {
  using model = xor()
  const controller = new AbortController()
  let batches = 0
  const { losses, stopped } = await model.fit(X, Y, {
    ...options,
    signal: controller.signal,
    onBatch: () => {
      batches++
    },
    onEpoch: () => {
      controller.abort()
    },
  })
  expect({ batches, stopped, epochs: losses.length }).toEqual({ batches: 2, stopped: true, epochs: 1 })
  expect((await model.predict(X)).values.every(Number.isFinite)).toBe(true)
})

test('fit says when the loss is no longer a number', async () => {
  using model = xor()
  await expect(model.fit(X, Y, { ...options, learningRate: 1e9 })).rejects.toThrow(DivergedError)
})

test('fit lets other work of the thread in', async () => {
  using model = xor()
  let ticks = 0
  const timer = setInterval(() => {
    ticks++
  }, 1)
  await model.fit(X, Y, { ...options, epochs: 600, onBatch: busyForALittle })
  clearInterval(timer)
  expect(ticks).toBeGreaterThan(5)
})

test.each([
  [{ epochs: 0 }, 'epochs is 0; it must be a whole number, 1 or more.'],
  [{ batchSize: 2.5 }, 'batchSize is 2.5; it must be a whole number, 1 or more.'],
  [{ learningRate: Number.NaN }, 'learningRate is NaN; it must be a number above 0.'],
  [{ seed: -1 }, 'seed is -1; it must be a whole number from 0 to 4294967295.'],
])('fit refuses %j', async (wrong, message) => {
  using model = xor()
  await expect(model.fit(X, Y, { ...options, ...wrong })).rejects.toThrow(new ArgumentError(message))
})

test('samples that do not fit the network, their own size or each other are refused', async () => {
  using model = xor()
  const short = { values: new Float32Array(5), count: 3, size: 2 }
  const three = { values: new Float32Array(6), count: 3, size: 2 }
  const wide = { values: new Float32Array(9), count: 3, size: 3 }
  await expect(model.predict(wide)).rejects.toThrow(
    new ShapeError('X has 3 numbers in a sample; the network takes 2.'),
  )
  await expect(model.predict(short)).rejects.toThrow(new ShapeError('X has 5 values; 3 samples of 2 take 6.'))
  await expect(model.fit(X, three, options)).rejects.toThrow(
    new ShapeError('X has 4 samples and Y has 3; each sample needs one target.'),
  )
  await expect(model.score(X, [1])).rejects.toThrow(
    new ShapeError('labels has 1 numbers; X has 4 samples, and each needs one label.'),
  )
})

test('predict takes more samples than one batch, and none', async () => {
  using model = xor()
  const count = 2500
  const many = { values: Float32Array.from({ length: 2 * count }, (_, i) => Math.sin(i)), count, size: 2 }
  const { values } = await model.predict(many)
  const last = { values: many.values.slice(-2), count: 1, size: 2 }
  expect(values).toHaveLength(2 * count)
  expect(values.slice(-2)).toEqual((await model.predict(last)).values)
  expect(await model.predict({ values: new Float32Array(), count: 0, size: 2 })).toMatchObject({ count: 0 })
})

test('restoreMlp gives back the model, on another backend', async () => {
  using model = xor()
  using restored = restoreMlp(float64Backend(), await model.parameters())
  expect(restored.layers).toEqual([2, 16, 2])
  expect(await restored.predict(X)).toEqual(await model.predict(X))
})

test('restoreMlp says which parameter is missing or does not fit', async () => {
  using model = xor()
  const parameters = await model.parameters()
  const backend = float64Backend()
  const without = (name: string) => parameters.filter((parameter) => parameter.name !== name)
  expect(() => restoreMlp(backend, without('b2'))).toThrow('There is no parameter b2.')
  expect(() => restoreMlp(backend, [])).toThrow('There are no parameters')
  const wrong = { name: 'W2', rows: 2, cols: 3, values: new Float32Array(6) }
  expect(() => restoreMlp(backend, [...without('W2'), wrong])).toThrow(
    new ShapeError('W2 is 2 × 3; between its neighbours it must be 2 × 16.'),
  )
  expect(backend.memory().matrices).toBe(0)
})

test('a model that was disposed says so', async () => {
  const model = xor()
  model.dispose()
  await expect(model.predict(X)).rejects.toThrow(DisposedError)
})

test.each([
  [[3], '[3]'],
  [[2, 0, 1], '[2, 0, 1]'],
  [[2, Number.NaN], '[2, NaN]'],
])('createMlp refuses layers of %j', (layers, found) => {
  expect(() => createMlp(float64Backend(), { layers })).toThrow(`layers is ${found}; it must be two or more`)
})

function busyForALittle(): void {
  const end = performance.now() + 0.2
  while (performance.now() < end);
}
