import { type Backend, DisposedError } from '@bilayer/core'
import { cpuJs } from '@bilayer/backend-cpu-js'
import { BusyError, cosine } from '@bilayer/mlp'
import { describe, expect, test } from 'vitest'
import { type BackendSource, MlpClassifier, type MlpClassifierOptions, MlpRegressor } from './index.ts'
import { clusters, surface } from './testing/problems.ts'

const backend = cpuJs()
const { X, y } = clusters(['a', 'b', 'c'], 90)
const classifier = (options: MlpClassifierOptions = {}) =>
  new MlpClassifier<string>({ backend, hiddenLayerSizes: [8], learningRateInit: 0.01, ...options })

describe('training', () => {
  test('ends after maxIter epochs', async () => {
    using model = classifier({ maxIter: 7 })
    await model.fit(X, y)
    expect(model.iterations).toBe(7)
    expect(model.converged).toBe(false)
    expect(model.bestLoss).toBe(Math.min(...model.lossCurve))
  })

  test('ends once nothing has become better for nIterNoChange epochs', async () => {
    using model = classifier({ tol: 10, nIterNoChange: 4 })
    await model.fit(X, y)
    // The first epoch is better than nothing; then one more than is let pass.
    expect(model.iterations).toBe(1 + 4 + 1)
    expect(model.converged).toBe(true)
  })

  test('takes all samples where the batch is larger', async () => {
    using model = classifier({ batchSize: 1000, maxIter: 1 })
    const batches: number[] = []
    await model.fit(X, y, { onBatch: (progress) => void batches.push(progress.samples) })
    expect(batches).toEqual([90])
  })

  test('takes 200 samples for a step, or all, unless told otherwise', async () => {
    const many = clusters(['a', 'b'], 450)
    using model = classifier({ maxIter: 1 })
    const seen: number[] = []
    await model.fit(many.X, many.y, { onBatch: ({ samples }) => void seen.push(samples) })
    expect(seen).toEqual([200, 400, 450])
  })

  test('repeats bit for bit with one randomState, and not with another', async () => {
    const learn = async (randomState: number) => {
      using model = classifier({ maxIter: 3, randomState, earlyStopping: true })
      await model.fit(X, y)
      return await model.model.parameters()
    }
    expect(await learn(1)).toEqual(await learn(1))
    expect(await learn(1)).not.toEqual(await learn(2))
  })

  test('goes through the samples in order where they are not shuffled, with their weights', async () => {
    const learn = async (shuffle: boolean, weights?: number[]) => {
      using model = classifier({ shuffle, batchSize: 90, maxIter: 3 })
      await model.fit(X, y, weights && { sampleWeights: weights })
      return model.lossCurve
    }
    // In one batch the order makes no difference but for rounding.
    const near = (losses: readonly number[]) => losses.map((loss): unknown => expect.closeTo(loss, 5))
    const weights = y.map((label) => (label === 'a' ? 2 : 0.5))
    expect(await learn(false)).toEqual(near(await learn(true)))
    expect(await learn(false, weights)).toEqual(near(await learn(true, weights)))
    expect(await learn(false, weights)).not.toEqual(near(await learn(false)))
  })

  test.each([true, false])('tells how far it is (shuffle %s)', async (shuffle) => {
    using model = classifier({ batchSize: 30, maxIter: 2, shuffle })
    const told: unknown[] = []
    await model.fit(X, y, {
      onBatch: ({ epoch, epochs, batch, batches, samples }) =>
        void told.push([epoch, epochs, batch, batches, samples]),
      onEpoch: ({ epoch, loss }) => void told.push([epoch, loss === model.lossCurve.at(-1)]),
    })
    expect(told).toEqual([
      [1, 2, 1, 3, 30],
      [1, 2, 2, 3, 60],
      [1, 2, 3, 3, 90],
      [1, true],
      [2, 2, 1, 3, 120],
      [2, 2, 2, 3, 150],
      [2, 2, 3, 3, 180],
      [2, true],
    ])
  })

  test('ends when an observer says so, or its signal', async () => {
    using model = classifier()
    await model.fit(X, y, { onEpoch: ({ epoch }) => (epoch === 3 ? 'stop' : undefined) })
    expect(model.iterations).toBe(3)
    const controller = new AbortController()
    await model.fit(X, y, { signal: controller.signal, onEpoch: () => controller.abort() })
    expect(model.iterations).toBe(1)
    expect(model.converged).toBe(false)
    await model.fit(X, y, { onBatch: () => 'stop' })
    expect(model.iterations).toBe(0)
  })

  test('is one at a time', async () => {
    using model = classifier()
    const first = model.fit(X, y)
    await expect(model.fit(X, y)).rejects.toThrow(BusyError)
    await first
  })

  test.each(['sgd', 'rmsProp', 'adam', 'adamW'] as const)('by %s learns', async (solver) => {
    using model = classifier({ solver, maxIter: 100 })
    await model.fit(X, y)
    expect(await model.score(X, y)).toBeGreaterThan(0.95)
  })

  test.each(['identity', 'logistic', 'sigmoid', 'tanh', 'relu', 'leakyRelu'] as const)(
    'of layers of %s learns',
    async (activation) => {
      using model = classifier({ activation })
      await model.fit(X, y)
      expect(await model.score(X, y)).toBeGreaterThan(0.95)
    },
  )

  test.each<{ rate: string; learningRate: NonNullable<MlpClassifierOptions['learningRate']> }>([
    { rate: 'constant', learningRate: 'constant' },
    { rate: 'invScaling', learningRate: 'invScaling' },
    { rate: 'adaptive', learningRate: 'adaptive' },
    { rate: 'of a schedule', learningRate: cosine() },
  ])('at the rate $rate learns', async ({ learningRate }) => {
    using model = classifier({ solver: 'sgd', learningRate, learningRateInit: 0.5 })
    await model.fit(X, y)
    expect(await model.score(X, y)).toBeGreaterThan(0.9)
  })

  test('without hidden layers is logistic regression', async () => {
    using model = classifier({ hiddenLayerSizes: [] })
    await model.fit(X, y)
    expect(model.model.layers).toEqual([2, 3])
    expect(await model.score(X, y)).toBeGreaterThan(0.9)
  })

  test('of one hidden layer takes its size alone', async () => {
    using model = classifier({ hiddenLayerSizes: 5, maxIter: 1 })
    await model.fit(X, y)
    expect(model.model.layers).toEqual([2, 5, 3])
  })
})

describe('early stopping', () => {
  test('judges by samples that are held back, and keeps the best weights', async () => {
    const noisy = y.map((label, i) => (i % 4 === 0 ? y[(i + 1) % y.length] : label))
    using model = classifier({ earlyStopping: true, validationFraction: 0.3, learningRateInit: 0.05 })
    const parameters: unknown[] = []
    await model.fit(X, noisy, {
      onEpoch: async ({ validationScore }) => {
        expect(validationScore).toBe(model.validationScores.at(-1))
        parameters.push(await model.model.parameters())
      },
    })
    const best = model.validationScores.indexOf(model.bestValidationScore ?? Number.NaN)
    expect(best).toBeLessThan(model.iterations - 1)
    expect(await model.model.parameters()).toEqual(parameters[best])
    expect(model.validationScores).toHaveLength(model.iterations)
  })

  test('trains on the samples that are left', async () => {
    using model = classifier({ earlyStopping: true, validationFraction: 0.2, maxIter: 1 })
    const seen: number[] = []
    await model.fit(X, y, {
      onBatch: ({ samples }) => void seen.push(samples),
      sampleWeights: y.map(() => 1),
    })
    expect(seen).toEqual([72])
  })

  test('judges a regressor by R²', async () => {
    const plane = surface(100)
    using model = new MlpRegressor({ backend, earlyStopping: true, maxIter: 20, learningRateInit: 0.01 })
    await model.fit(plane.X, plane.y)
    expect(model.bestValidationScore).toBeGreaterThan(0)
    expect(model.bestValidationScore).toBeLessThan(1)
  })

  test('needs samples to judge by', async () => {
    using model = classifier({ earlyStopping: true, validationFraction: 0.01 })
    await expect(model.fit(X, y)).rejects.toThrow(
      'validationFraction is 0.01, which leaves 1 of 90 samples to judge by; it must leave two or more.',
    )
  })

  test('has no scores where it is not asked for', async () => {
    using model = classifier({ maxIter: 1 })
    await model.fit(X, y)
    expect(model.validationScores).toEqual([])
    expect(model.bestValidationScore).toBeUndefined()
  })
})

describe('the backend', () => {
  const counted = () => {
    const made: Backend[] = []
    const asked: unknown[] = []
    const source: BackendSource = async (workload) => {
      asked.push(workload)
      made.push(cpuJs())
      return made[made.length - 1]
    }
    return { source, made, asked }
  }

  test('is asked for once, with the workload that is ahead, and closed with the estimator', async () => {
    const { source, made, asked } = counted()
    const model = classifier({ backend: source, maxIter: 1, batchSize: 30 })
    expect(asked).toEqual([])
    await model.fit(X, y)
    await model.fit(X, y)
    expect(asked).toEqual([{ layers: [2, 8, 3], batch: 30 }])
    await model.dispose()
    expect(() => made[0].zeros(1, 1)).toThrow(DisposedError)
  })

  test('that was given stays open, with nothing left on it', async () => {
    const given = cpuJs()
    const model = classifier({ backend: given, maxIter: 2, earlyStopping: true })
    await model.fit(X, y)
    await model.fit(X, y)
    await model.dispose()
    expect(given.memory()).toEqual({ matrices: 0, bytes: 0 })
    await given.dispose()
  })

  test('can be changed, in training too, and no bit changes', async () => {
    const learn = async (move: boolean) => {
      const { source, made } = counted()
      await using model = classifier({ backend: source, maxIter: 6 })
      const other = cpuJs()
      await model.fit(X, y, {
        onEpoch: async ({ epoch }) => {
          if (move && epoch === 3) await model.to(other)
        },
      })
      if (move) {
        expect(model.model.backend).toBe(other)
        expect(() => made[0].zeros(1, 1)).toThrow(DisposedError)
      }
      return await model.predictProba(X)
    }
    expect(await learn(true)).toEqual(await learn(false))
  })

  test('that is none is refused', async () => {
    expect(() => new MlpClassifier()).toThrow(
      'backend is undefined; it must be a backend, such as cpuJs() of @bilayer/backend-cpu-js, or a function that gives one.',
    )
    expect(() => new MlpRegressor({ backend: {} as Backend })).toThrow('backend.name is undefined')
    using model = classifier({ backend: (() => 1) as unknown as BackendSource })
    await expect(model.fit(X, y)).rejects.toThrow('backend is 1; it must be an object')
    await expect(model.to(1 as unknown as Backend)).rejects.toThrow('backend is 1; it must be an object')
  })

  test('that is given keeps nothing of a fit that has only just begun when the estimator is disposed', async () => {
    await using given = cpuJs()
    const model = classifier({ backend: given, maxIter: 3 })
    const fit = model.fit(X, y)
    await Promise.all([expect(fit).rejects.toThrow(DisposedError), model.dispose()])
    expect(given.memory()).toEqual({ matrices: 0, bytes: 0 })
  })

  test('that comes after the estimator was disposed is closed', async () => {
    const late = cpuJs()
    const { promise, resolve } = Promise.withResolvers<Backend>()
    const model = classifier({ backend: () => promise })
    const fit = model.fit(X, y)
    await Promise.all([expect(fit).rejects.toThrow(DisposedError), model.dispose().then(() => resolve(late))])
    expect(() => late.zeros(1, 1)).toThrow(DisposedError)
  })
})

test('before anything was learnt there is nothing to tell', async () => {
  using model = classifier()
  expect(() => model.lossCurve).toThrow('lossCurve: nothing was learnt yet. Call fit first.')
  expect(() => model.classes).toThrow('classes: nothing was learnt yet.')
  await expect(model.predict(X)).rejects.toThrow('predict: nothing was learnt yet.')
  await expect(model.score(X, y)).rejects.toThrow('score: nothing was learnt yet.')
})

test('after it was disposed it does nothing', async () => {
  const model = classifier({ maxIter: 1 })
  await model.fit(X, y)
  await model.dispose()
  await expect(model.predict(X)).rejects.toThrow(DisposedError)
  await expect(model.fit(X, y)).rejects.toThrow('fit: the estimator was disposed.')
  await expect(model.to(backend)).rejects.toThrow('to: the estimator was disposed.')
})

test.each<[unknown, string]>([
  [null, 'options is null; it must be an object, such as { hiddenLayerSizes: [100], backend }.'],
  [{ hiddenLayerSizes: [0] }, 'hiddenLayerSizes[0] is 0; it must be a whole number, 1 or more.'],
  [
    { hiddenLayerSizes: '100' },
    'hiddenLayerSizes is the string "100"; it must be a whole number or an array of them.',
  ],
  [
    { activation: 'gelu' },
    'activation is the string "gelu"; it must be one of: identity, logistic, sigmoid, tanh, relu, leakyRelu.',
  ],
  [{ solver: 'lbfgs' }, 'solver is the string "lbfgs"; it must be one of: sgd, rmsProp, adam, adamW.'],
  [{ alpha: -1 }, 'alpha is -1; it must be a number, 0 or more.'],
  [{ alpha: 1, solver: 'adamW' }, 'alpha is 1; it must be a number from 0 up to, and not, 1.'],
  [{ batchSize: 0 }, 'batchSize is 0; it must be a whole number, 1 or more.'],
  [
    { learningRate: 'invscaling' },
    'learningRate is the string "invscaling"; it must be one of: constant, invScaling, adaptive.',
  ],
  [{ learningRate: 0.1 }, 'learningRate is 0.1; it must be a function.'],
  [{ learningRateInit: 0 }, 'learningRateInit is 0; it must be a number above 0.'],
  [{ powerT: -1 }, 'powerT is -1; it must be a number, 0 or more.'],
  [{ maxIter: 0 }, 'maxIter is 0; it must be a whole number, 1 or more.'],
  [{ shuffle: 1 }, 'shuffle is 1; it must be true or false.'],
  [{ randomState: -1 }, 'randomState is -1; it must be a whole number'],
  [{ tol: Number.NaN }, 'tol is NaN; it must be a number, 0 or more.'],
  [{ nIterNoChange: 0 }, 'nIterNoChange is 0; it must be a whole number, 1 or more.'],
  [{ earlyStopping: 'yes' }, 'earlyStopping is the string "yes"; it must be true or false.'],
  [{ validationFraction: 1 }, 'validationFraction is 1; it must be a number from 0 up to, and not, 1.'],
  [{ validationFraction: 0 }, 'validationFraction is 0; it must be a number above 0.'],
  [{ momentum: 1 }, 'momentum is 1; it must be a number from 0 up to, and not, 1.'],
  [{ nesterovsMomentum: null }, 'nesterovsMomentum is null; it must be true or false.'],
  [{ beta1: 1 }, 'beta1 is 1; it must be a number from 0 up to, and not, 1.'],
  [{ beta2: -1 }, 'beta2 is -1; it must be a number from 0 up to, and not, 1.'],
  [{ epsilon: 0 }, 'epsilon is 0; it must be a number above 0.'],
])('options %j are refused', (options, message) => {
  const given = options === null ? null : { backend, ...(options as object) }
  expect(() => new MlpClassifier(given as object)).toThrow(message)
  expect(() => new MlpRegressor(given as object)).toThrow(message)
})
