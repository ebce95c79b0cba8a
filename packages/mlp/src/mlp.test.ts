import { ArgumentError, BackendFailedError, defineBackend, type Matrix, ShapeError } from '@bilayer/core'
import { float64Backend, referenceDefinition } from '@bilayer/core/reference'
import { expect, test } from 'vitest'
import { DivergedError } from './diverged.ts'
import { meanSquaredError } from './loss.ts'
import { createMlp, restoreMlp } from './mlp.ts'

const X = { values: new Float32Array([0, 0, 0, 1, 1, 0, 1, 1]), count: 4, size: 2 }
const Y = { values: new Float32Array([1, 0, 0, 1, 0, 1, 1, 0]), count: 4, size: 2 }
const labels = [0, 1, 1, 0]
const xor = () => createMlp(float64Backend(), { layers: [2, 16, 2], seed: 1 })
const bias = { name: 'b1', rows: 2, cols: 1, values: Float32Array.of(1, 2) }
const options = { epochs: 300, batchSize: 2, learningRate: 0.1, seed: 5 }

test('fit learns exclusive or', async () => {
  using model = xor()
  const { losses, stopped } = await model.fit(X, Y, options)
  expect(stopped).toBe(false)
  expect(losses).toHaveLength(300)
  expect(losses[299]).toBeLessThan(1e-6)
  expect(await model.score(X, labels)).toBe(1)
  expect(await model.score(X, labels.with(3, 1))).toBe(0.75)
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

test('network is the parameters of now', async () => {
  using model = xor()
  const before = model.network
  await model.fit(X, Y, { ...options, epochs: 1 })
  expect(model.network).not.toBe(before)
  const [W1] = await model.parameters()
  expect(await model.network[0].W.read()).toEqual(W1.values)
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

test('fit reads the loss after the first batch, every few after it, and the last', async () => {
  using model = xor()
  const losses: number[] = []
  await model.fit(X, Y, {
    ...options,
    epochs: 1,
    batchSize: 1,
    reportEvery: 2,
    onBatch: ({ loss }) => {
      losses.push(loss)
    },
  })
  const [first, second, third, fourth] = losses
  expect(second).toBe(first)
  expect(new Set([first, third, fourth]).size).toBe(3)
})

test('the loss of an epoch is the mean over its samples, whatever the batches are', async () => {
  using model = xor()
  const { values } = await model.predict(X)
  const expected = values.reduce((sum, value, i) => sum + (value - Y.values[i]) ** 2, 0) / X.count
  const { losses } = await model.fit(X, Y, { ...options, epochs: 2, batchSize: 3, learningRate: 1e-12 })
  for (const loss of losses) expect(loss).toBeCloseTo(expected, 5)
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
  const training = model.fit(X, Y, { ...options, learningRate: 1e9 })
  await expect(training).rejects.toThrow(DivergedError)
  await expect(training).rejects.toThrow(
    /^The loss became \w+ in epoch \d+\..* Try a learning rate below 1000000000, clipNorm/u,
  )
  expect(new DivergedError('')).toMatchObject({ name: 'DivergedError', code: 'BILAYER_DIVERGED' })
})

test('fit refuses to learn from nothing', async () => {
  using model = xor()
  const none = { values: new Float32Array(), count: 0, size: 2 }
  await expect(model.fit(none, none, options)).rejects.toThrow(
    new ArgumentError('X has no samples; training needs at least one.'),
  )
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
    new ShapeError('score: labels has 1 numbers; X has 4 samples, and each needs one label.'),
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
  expect(() => restoreMlp(backend, without('b2'))).toThrow(
    new ArgumentError(
      'There is no parameter b2. A network of L layers has W1, b1 to WL, bL; found: W1, b1, W2.',
    ),
  )
  expect(() => restoreMlp(backend, [])).toThrow('There are no parameters')
  const wrong = { name: 'W2', rows: 2, cols: 3, values: new Float32Array(6) }
  expect(() => restoreMlp(backend, [...without('W2'), wrong])).toThrow(
    new ShapeError('W2 is 2 × 3; between its neighbours it must be 2 × 16.'),
  )
  expect(() => restoreMlp(backend, [...without('b1'), bias])).toThrow(
    new ShapeError('b1 is 2 × 1; between its neighbours it must be 16 × 1.'),
  )
  expect(backend.memory().matrices).toBe(0)
})

test.each([
  [
    'parameters that are no list',
    null,
    'parameters is null; it must be an array of { name, rows, cols, values }',
  ],
  ['a parameter that is none', [null], 'parameters[0] is null; it must be an object'],
  ['two of one name', [bias, bias], 'There are two parameters b1; each name must stand once.'],
  ['values of another type', [{ ...bias, values: [1, 2] }], 'parameters[0].values is an array of 2;'],
  ['too few values', [{ ...bias, rows: 3, cols: 2 }], 'parameters[0].values has 2 numbers; 3 × 2 takes 6.'],
  ['no rows', [{ ...bias, rows: 0 }], 'parameters[0].rows is 0; it must be a whole number, 1 or more.'],
  ['no columns', [{ ...bias, cols: 0 }], 'parameters[0].cols is 0; it must be a whole number, 1 or more.'],
])('restoreMlp refuses %s', (_, parameters, message) => {
  expect(() => restoreMlp(float64Backend(), parameters as never)).toThrow(message)
})

test('restoreMlp leaves nothing on a backend that fails half-way', async () => {
  using model = xor()
  const backend = failingAt(3)
  expect(() => restoreMlp(backend, [])).toThrow(ArgumentError)
  await expect(model.parameters().then((found) => restoreMlp(backend, found))).rejects.toThrow(
    BackendFailedError,
  )
  expect(backend.memory()).toEqual({ matrices: 0, bytes: 0 })
})

test.each([
  [
    [3],
    'layers is [3]; it must be two or more sizes, from the inputs to the outputs, such as [784, 128, 10].',
  ],
  [[2, 0, 1], 'layers[1] is 0; it must be a whole number, 1 or more.'],
  [[2, Number.NaN], 'layers[1] is NaN; it must be a whole number, 1 or more.'],
])('createMlp refuses layers of %j', (layers, message) => {
  expect(() => createMlp(float64Backend(), { layers })).toThrow(new ArgumentError(message))
})

test('an output that is NaN is no class, and the sample or the network is named', async () => {
  using model = xor()
  const spoilt = { ...X, values: X.values.with(5, Number.NaN) }
  await expect(model.classify(spoilt)).rejects.toThrow(
    new ArgumentError(
      'Sample 2 of X, counted from 0, gives outputs with NaN, of which none is the largest. It holds numbers that are not finite: replace them, or leave the sample out.',
    ),
  )
  const [W1, b1, W2, b2] = await model.parameters()
  using diverged = restoreMlp(float64Backend(), [
    W1,
    b1,
    W2,
    { ...b2, values: Float32Array.of(0, Number.NaN) },
  ])
  await expect(diverged.score(X, labels)).rejects.toThrow(DivergedError)
  await expect(diverged.score(X, labels)).rejects.toThrow('train the model anew')
})

test('of equal outputs the first is the largest', async () => {
  const parameters = [
    { name: 'W1', rows: 3, cols: 1, values: Float32Array.of(0, 1, 1) },
    { name: 'b1', rows: 3, cols: 1, values: Float32Array.of(0, 0, 0) },
  ]
  using model = restoreMlp(float64Backend(), parameters)
  expect([...(await model.classify({ values: Float32Array.of(2), count: 1, size: 1 }))]).toEqual([1])
})

test('an output of ∞ is the largest', async () => {
  const parameters = [
    { name: 'W1', rows: 2, cols: 1, values: Float32Array.of(1, 3e38) },
    { name: 'b1', rows: 2, cols: 1, values: Float32Array.of(0, 0) },
  ]
  using model = restoreMlp(float64Backend(), parameters)
  expect([...(await model.classify({ values: Float32Array.of(2), count: 1, size: 1 }))]).toEqual([1])
})

test.each([
  [[0, 1, 1, 2], 'score: labels[3] is 2; it must be a whole number from 0 to 1, a class.'],
  [[0, 1, 0.5, 0], 'score: labels[2] is 0.5; it must be a whole number from 0 to 1, a class.'],
  [{ length: 4 }, 'score: labels[0] is undefined; it must be a whole number from 0 to 1, a class.'],
])('score refuses labels %j', async (wrong, message) => {
  using model = xor()
  await expect(model.score(X, wrong as never)).rejects.toThrow(new ShapeError(message))
})

test('score refuses to score nothing', async () => {
  using model = xor()
  await expect(model.score({ values: new Float32Array(), count: 0, size: 2 }, [])).rejects.toThrow(
    new ArgumentError('X has no samples; a score needs at least one.'),
  )
})

test.each([Number.NaN, Infinity])(
  'fit refuses samples with %d, and leaves the model as it is',
  async (wrong) => {
    using model = xor()
    const before = await model.parameters()
    await expect(model.fit({ ...X, values: X.values.with(5, wrong) }, Y, options)).rejects.toThrow(
      new ArgumentError(
        `X holds ${wrong} as number 1 of sample 2, both counted from 0; every number must be finite.`,
      ),
    )
    await expect(model.fit(X, { ...Y, values: Y.values.with(6, wrong) }, options)).rejects.toThrow(
      new ArgumentError(
        `Y holds ${wrong} as number 0 of sample 3, both counted from 0; every number must be finite.`,
      ),
    )
    expect(await model.parameters()).toEqual(before)
  },
)

test('fit names what a loss gives that is no matrix of its shape', async () => {
  using model = xor()
  const before = model.backend.memory()
  const wrong = { ...meanSquaredError, values: (F: Matrix) => F.backend.colsum(F) }
  await expect(model.fit(X, Y, { ...options, loss: wrong as never })).rejects.toThrow(
    new ShapeError('loss.values(F, Y) is 2 × 1; it must be 2 × 2.'),
  )
  expect(model.backend.memory()).toEqual(before)
})

test('fit takes its options as they are at the call', async () => {
  const trained = async (onEpoch: (changing: { learningRate: number }) => void) => {
    using model = xor()
    const changing = { ...options, epochs: 3 }
    await model.fit(X, Y, Object.assign(changing, { onEpoch: () => onEpoch(changing) }))
    return await model.parameters()
  }
  const changed = await trained((changing) => {
    changing.learningRate = 1e-3
  })
  expect(changed).toEqual(await trained(() => {}))
})

test('fit leaves nothing behind wherever the backend fails', async () => {
  for (let count = 20; count < 60; count++) {
    const backend = failingAt(count)
    const model = createMlp(backend, { layers: [2, 4, 2] })
    await expect(model.fit(X, Y, { ...options, reportEvery: 100 })).rejects.toThrow(BackendFailedError)
    expect(backend.memory().matrices).toBe(4)
    model.dispose()
    expect(backend.memory()).toEqual({ matrices: 0, bytes: 0 })
  }
})

function busyForALittle(): void {
  const end = performance.now() + 0.2
  while (performance.now() < end);
}

/** A backend whose memory has room for so many matrices, and for none after. */
function failingAt(count: number) {
  let made = 0
  return defineBackend(
    referenceDefinition('small', (length) => {
      made++
      if (made > count) throw new Error('no room')
      return new Float64Array(length)
    }),
  )
}
