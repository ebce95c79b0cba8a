import { cpuJs } from '@bilayer/backend-cpu-js'
import { type Backend, type Communicator, connectRanks, defineBackend, portCommunicator } from '@bilayer/core'
import { referenceDefinition } from '@bilayer/core/reference'
import { describe, expect, test } from 'vitest'
import { leakyRelu } from '../activation.ts'
import type { Batch } from '../batches.ts'
import type { FitOptions, TrainingOptions } from '../fit-options.ts'
import { huber, meanSquaredError } from '../loss.ts'
import { createMlp, type Mlp, type MlpOptions } from '../mlp.ts'
import { adam, type Optimiser, sgd } from '../optimiser.ts'
import { endsOnRanks, onRanks } from '../testing/on-ranks.ts'
import { samplesOf } from '../testing/samples.ts'

const { X, Y } = samplesOf(12)
const network: MlpOptions = { layers: [3, 5, 2], seed: 1 }
const unsized: TrainingOptions = { epochs: 3, learningRate: 0.05 }
const options: FitOptions = { ...unsized, batchSize: 4 }

/** Trains on three ranks, of which rank 1 does otherwise. */
const odd = (
  change: Partial<FitOptions>,
  { made = network, x = X, y = Y }: { made?: MlpOptions; x?: typeof X; y?: typeof Y } = {},
) =>
  endsOnRanks(3, async (communicator) => {
    const isOdd = communicator.rank === 1
    using model = createMlp(cpuJs(), isOdd ? made : network)
    const chosen = isOdd ? { ...options, ...change } : options
    await (isOdd
      ? model.fit(x, y, { ...chosen, communicator })
      : model.fit(X, Y, { ...chosen, communicator }))
  })

const other = samplesOf(12)
other.X.values[7] += 1e-6
const halves = new Float32Array(12).fill(0.5)

describe('ranks that differ are refused at the start, all with both values', () => {
  test.each([
    ['epochs', '4', '3', () => odd({ epochs: 4 })],
    ['batchSize', '6', '4', () => odd({ batchSize: 6 })],
    ['learningRate', '0.1', '0.05', () => odd({ learningRate: 0.1 })],
    ['seed', '2', '0', () => odd({ seed: 2 })],
    ['weightDecay', '0.1', '0', () => odd({ weightDecay: 0.1 })],
    ['clipNorm', '1', 'none', () => odd({ clipNorm: 1 })],
    ['loss', 'huber', 'meanSquaredError', () => odd({ loss: huber })],
    ['loss', 'one of your own', 'meanSquaredError', () => odd({ loss: { ...meanSquaredError } })],
    ['optimiser', 'adam', 'sgd', () => odd({ optimiser: adam() })],
    ['layers', '[3, 6, 2]', '[3, 5, 2]', () => odd({}, { made: { layers: [3, 6, 2] } })],
    [
      'activation',
      '[leakyRelu, identity]',
      '[relu, identity]',
      () => odd({}, { made: { ...network, activation: leakyRelu } }),
    ],
    ['parameters', 'hash \\w{8}', 'hash \\w{8}', () => odd({}, { made: { ...network, seed: 2 } })],
    ['sampleWeights', 'hash \\w{8}', 'none', () => odd({ sampleWeights: halves })],
    [
      'X',
      '12 samples of 3 numbers, hash \\w{8}',
      '12 samples of 3 numbers, hash \\w{8}',
      () => odd({}, { x: other.X }),
    ],
    [
      'Y',
      '12 samples of 2 numbers, hash \\w{8}',
      '12 samples of 2 numbers, hash \\w{8}',
      () => odd({}, { y: { ...Y, values: Y.values.map((value) => 1 - value) } }),
    ],
    [
      'X',
      '13 samples of 3 numbers, hash \\w{8}',
      '12 samples of 3 numbers, hash \\w{8}',
      () => odd({}, { x: samplesOf(13).X, y: samplesOf(13).Y }),
    ],
  ])('%s: %s and %s', async (what, found, first, run) => {
    const [message, ...others] = await run()
    const words = `${what}: ${found} on rank 1, and ${first} on rank 0; it must be the same on every rank.`
    const escaped = words.replaceAll(/[[\].]/gu, String.raw`\$&`)
    expect(message).toMatch(new RegExp(`^ArgumentError: ${escaped}$`, 'u'))
    expect(others).toEqual([message, message])
  })

  test('where the training begins', async () => {
    const ends = await endsOnRanks(2, async (communicator) => {
      using model = createMlp(cpuJs(), network)
      const resumed = { ...options, epochs: 4 }
      if (communicator.rank === 1) {
        using before = createMlp(cpuJs(), network)
        await before.fit(X, Y, { ...options, epochs: 1 })
        const resume = await before.checkpoint()
        await model.fit(X, Y, { ...resumed, resume, communicator })
      } else await model.fit(X, Y, { ...resumed, communicator })
    })
    const message =
      'ArgumentError: the beginning of the training: epoch 2, batch 1, step 4 on rank 1, and epoch 1, batch 1, step 1 on rank 0; it must be the same on every rank.'
    expect(ends).toEqual([message, message])
  })

  test('batches here and samples there', async () => {
    const ends = await endsOnRanks(2, async (communicator) => {
      using model = createMlp(cpuJs(), network)
      if (communicator.rank === 1) await model.fit(batchesOf([4, 4]), { ...unsized, communicator })
      else await model.fit(X, Y, { ...options, communicator })
    })
    expect(ends[0]).toBe(
      'ArgumentError: batchSize: none on rank 1, and 4 on rank 0; it must be the same on every rank.',
    )
    expect(ends[1]).toBe(ends[0])
  })
})

/** Batches of so many samples each, made anew for each epoch. */
const batchesOf = (sizes: readonly number[]) =>
  async function* (): AsyncGenerator<Batch> {
    for (const size of sizes) yield samplesOf(size)
  }

/** A training on three ranks, of which one fails; every backend is empty afterwards. */
async function failing(failed: number, fails: (model: Mlp, communicator: Communicator) => Promise<unknown>) {
  const backends: Backend[] = []
  const ends = await endsOnRanks(3, async (communicator) => {
    const backend = cpuJs()
    backends.push(backend)
    using model = createMlp(backend, network)
    await (communicator.rank === failed
      ? fails(model, communicator)
      : model.fit(X, Y, { ...options, communicator }))
  })
  expect(backends.map((backend) => backend.memory().matrices)).toEqual([0, 0, 0])
  return ends
}

const told = (rank: number, words: string) =>
  `CommunicatorError: Rank ${rank} failed, and so training ends on every rank: ${words}`

describe.each([0, 1, 2])('rank %i alone fails, and all learn why', (failed) => {
  const others = (words: string, own = `Error: ${words}`) =>
    [0, 1, 2].map((rank) => (rank === failed ? own : told(failed, words)))

  test('before it begins: a number that is none', async () => {
    const values = X.values.slice()
    values[4] = Number.NaN
    const ends = await failing(failed, (model, communicator) =>
      model.fit({ ...X, values }, Y, { ...options, communicator }),
    )
    const words = 'X holds NaN as number 1 of sample 1, both counted from 0; every number must be finite.'
    expect(ends).toEqual(others(words, `ArgumentError: ${words}`))
  })

  test.each([
    ['onBatch', 1, 1],
    ['onBatch', 2, 2],
    ['onBatch', 1, 3],
    ['onEpoch', 1, 3],
    ['onEpoch', 3, 3],
  ] as const)('in %s of epoch %i, batch %i', async (observer, epoch, batch) => {
    const ends = await failing(failed, (model, communicator) =>
      model.fit(X, Y, {
        ...options,
        communicator,
        [observer]: (now: { epoch: number; batch: number }) => {
          if (now.epoch === epoch && now.batch === batch) throw new Error('the disk is full')
        },
      }),
    )
    expect(ends).toEqual(others('the disk is full'))
  })

  test('in the update', async () => {
    const ends = await failing(failed, (model, communicator) =>
      model.fit(X, Y, { ...options, communicator, optimiser: failingAt(3) }),
    )
    expect(ends).toEqual(others('no room'))
  })

  test('in the schedule', async () => {
    const schedule = ({ step }: { step: number }) => (step === 4 ? Number.NaN : 1)
    const ends = await failing(failed, (model, communicator) =>
      model.fit(X, Y, { ...options, communicator, schedule }),
    )
    const words = 'what schedule gave is NaN; it must be a number, 0 or more.'
    expect(ends).toEqual(others(words, `ArgumentError: ${words}`))
  })

  test('by a model that is disposed', async () => {
    const ends = await failing(failed, (model, communicator) => {
      const training = model.fit(X, Y, {
        ...options,
        communicator,
        onBatch: ({ epoch }) => (epoch === 2 ? model.dispose() : undefined),
      })
      return training
    })
    const words =
      'fit: the model was disposed while it was being trained. Await fit, or abort its signal, before you dispose the model.'
    expect(ends).toEqual(others(words, `DisposedError: ${words}`))
  })

  test('by a model that was disposed before', async () => {
    const ends = await failing(failed, (model, communicator) => {
      model.dispose()
      return model.fit(X, Y, { ...options, communicator })
    })
    expect(ends[(failed + 1) % 3]).toContain(told(failed, 'fit: the model was disposed.'))
  })

  test('at a product, wherever it is in a step', async () => {
    for (let product = 1; product <= 12; product++) {
      const ends = await endsOnRanks(3, async (communicator) => {
        const backend = backendThatFailsAt(communicator.rank === failed ? product : Infinity)
        {
          using model = createMlp(backend, network)
          await model.fit(X, Y, { ...options, communicator }).finally(() => model.dispose())
        }
        expect(backend.memory().matrices).toBe(0)
      })
      const words = 'matmul: the backend failing failed: no memory'
      expect(ends).toEqual(others(words, `BackendFailedError: ${words}`))
    }
  })

  test('at a product, or in the update, where backends differ', async () => {
    for (const [optimiser, product] of [
      [failingAt(3), Infinity],
      [sgd(), 7],
    ] as const) {
      const ends = await endsOnRanks(3, async (communicator) => {
        const isFailing = communicator.rank === failed
        const backend = communicator.rank === 2 ? cpuJs() : backendThatFailsAt(isFailing ? product : Infinity)
        using model = createMlp(backend, network)
        const chosen = isFailing ? { ...options, optimiser } : options
        await model.fit(X, Y, { ...chosen, communicator })
      })
      if (failed === 2 && product === 7) expect(ends).toEqual(ends.map(() => 'resolved'))
      else expect(ends.filter((end) => end.startsWith('CommunicatorError: Rank'))).toHaveLength(2)
    }
  })

  test('in its batches, which throw', async () => {
    const ends = await endsOnRanks(3, async (communicator) => {
      using model = createMlp(cpuJs(), network)
      async function* broken() {
        yield samplesOf(4)
        throw new Error('no such file')
      }
      const batches = communicator.rank === failed ? broken : batchesOf([4, 4])
      await model.fit(batches, { ...unsized, communicator })
    })
    expect(ends).toEqual(others('no such file'))
  })
})

/** Descent, until the parameters of so many steps are to be made. */
function failingAt(step: number): Optimiser {
  const { name, keeps, step: descend } = sgd()
  return {
    name,
    keeps,
    step: (theta, G, kept, moment) => {
      if (moment.count === step) throw new Error('no room')
      return descend(theta, G, kept, moment)
    },
  }
}

/** A backend that has no memory for a product, once. */
function backendThatFailsAt(product: number): Backend {
  const { core, ...rest } = referenceDefinition('failing', (length) => new Float32Array(length))
  let products = 0
  return defineBackend({
    ...rest,
    core: {
      ...core,
      matmul: (a, b) => {
        products++
        if (products === product) throw new Error('no memory')
        return core.matmul(a, b)
      },
    },
  })
}

test('batches that end early on one rank, or are of other samples, end the training on all', async () => {
  const run = (sizes: readonly number[]) =>
    endsOnRanks(3, async (communicator) => {
      using model = createMlp(cpuJs(), network)
      const batches = batchesOf(communicator.rank === 2 ? sizes : [4, 4, 3])
      await model.fit(batches, { ...unsized, communicator })
    })
  const early =
    'ArgumentError: batches has no more for this epoch on rank 2, and more on rank 0; every rank must be given the same batches.'
  expect(await run([4, 4])).toEqual([early, early, early])
  const late =
    'ArgumentError: batches has no more for this epoch on rank 0, and more on rank 2; every rank must be given the same batches.'
  expect(await run([4, 4, 3, 1])).toEqual([late, late, late])
  const others =
    'ArgumentError: batches gave a batch of 2 samples on rank 2, and of 3 on rank 0; every rank must be given the same batches, and takes its part itself.'
  expect(await run([4, 4, 2])).toEqual([others, others, others])
  expect(await run([4, 4, 3])).toEqual(['resolved', 'resolved', 'resolved'])
})

test.each([
  ['onBatch', { epoch: 1, batch: 1 }],
  ['onBatch', { epoch: 2, batch: 3 }],
  ['onBatch', { epoch: 3, batch: 3 }],
  ['onEpoch', { epoch: 2, batch: 3 }],
] as const)('a rank that stops in %s at %j stops all there', async (observer, at) => {
  const found = await onRanks(3, async (communicator) => {
    using model = createMlp(cpuJs(), network)
    const heard: string[] = []
    const result = await model.fit(X, Y, {
      ...options,
      communicator,
      onBatch: ({ epoch, batch }) => void heard.push(`${epoch} ${batch}`),
      ...(communicator.rank === 1 && {
        [observer]: (now: { epoch: number; batch: number }) =>
          now.epoch === at.epoch && now.batch === at.batch ? 'stop' : undefined,
      }),
    })
    return { result, checkpoint: await model.checkpoint(), heard: heard.length }
  })
  using alone = createMlp(cpuJs(), network)
  const one = await alone.fit(X, Y, {
    ...options,
    [observer]: (now: { epoch: number; batch: number }) =>
      now.epoch === at.epoch && now.batch === at.batch ? 'stop' : undefined,
  })
  expect(found[0].result.stopped).toBe(true)
  expect(found[0].result.losses).toHaveLength(one.losses.length)
  expect(found[0].checkpoint.steps).toBe(3 * (at.epoch - 1) + at.batch)
  expect(found[1].result).toEqual(found[0].result)
  expect(found[2]).toEqual(found[0])
  expect(found[1].checkpoint).toEqual(found[0].checkpoint)
})

test('a rank whose signal is aborted stops all after the batch at hand', async () => {
  const controller = new AbortController()
  const found = await onRanks(2, async (communicator) => {
    using model = createMlp(cpuJs(), network)
    const { stopped } = await model.fit(X, Y, {
      ...options,
      communicator,
      ...(communicator.rank === 1 && {
        signal: controller.signal,
        onBatch: ({ batch }) => (batch === 2 ? controller.abort() : undefined),
      }),
    })
    return { stopped, steps: (await model.checkpoint()).steps }
  })
  expect(found).toEqual([
    { stopped: true, steps: 2 },
    { stopped: true, steps: 2 },
  ])
})

test('a loss that is no number ends the training on every rank, with the parameters from before', async () => {
  await onRanks(3, async (communicator) => {
    using model = createMlp(cpuJs(), network)
    const before = await model.parameters()
    await expect(
      model.fit(X, Y, { ...options, epochs: 50, learningRate: 1e9, communicator }),
    ).rejects.toThrow(/^The loss became \S+ in epoch 1\./u)
    expect(await model.parameters()).toEqual(before)
  })
})

test('parameters that are changed on one rank are found, and named', async () => {
  const ends = await endsOnRanks(3, async (communicator) => {
    using model = createMlp(cpuJs(), network)
    await model.fit(X, Y, {
      ...options,
      communicator,
      onBatch: async ({ epoch, batch }) => {
        if (communicator.rank !== 2 || epoch !== 2 || batch !== 1) return
        const [W1, ...others] = await model.parameters()
        model.setParameters([{ ...W1, values: W1.values.map((value) => value + 1e-6) }, ...others])
      },
    })
  })
  const message =
    'CommunicatorError: The parameters of rank 2 are no longer those of rank 0. Give every rank the same options, optimiser and schedule, run one version of Node.js on one kind of processor, and set no parameters meanwhile; then resume from the last checkpoint of rank 0.'
  expect(ends).toEqual([message, message, message])
})

test('an optimiser of other settings is found after the first step', async () => {
  let steps = 0
  const ends = await endsOnRanks(2, async (communicator) => {
    using model = createMlp(cpuJs(), network)
    const optimiser = sgd({ momentum: 0.5, nesterov: communicator.rank === 1 })
    await model.fit(X, Y, { ...options, communicator, optimiser, onBatch: () => void steps++ })
  })
  expect(ends[0]).toContain('The parameters of rank 1 are no longer those of rank 0.')
  expect(ends[1]).toBe(ends[0])
  expect(steps).toBe(2)
})

test('a rank that leaves in the midst ends the training on the others', async () => {
  const [first, second] = connectRanks(2).map((ports) => portCommunicator(ports))
  const backend = cpuJs()
  {
    using model = createMlp(backend, network)
    using left = createMlp(cpuJs(), network)
    const training = model.fit(X, Y, { ...options, communicator: first })
    const leaving = left.fit(X, Y, {
      ...options,
      communicator: second,
      onBatch: async ({ epoch }) => {
        if (epoch === 2) await second.close()
      },
    })
    await Promise.all([
      expect(leaving).rejects.toThrow('the communicator ports of rank 1 is closed'),
      expect(training).rejects.toMatchObject({ name: 'CommunicatorError', rank: 1 }),
    ])
    await first.close()
  }
  expect(backend.memory().matrices).toBe(0)
})

test('a model is not moved while it is trained with others', async () => {
  await onRanks(2, async (communicator) => {
    using model = createMlp(cpuJs(), network)
    const refused: unknown[] = []
    await model.fit(X, Y, {
      ...options,
      epochs: 1,
      communicator,
      onEpoch: () =>
        model.to(cpuJs()).catch((error: unknown) => {
          refused.push(error)
        }),
    })
    expect(refused).toMatchObject([{ name: 'BusyError' }])
    await model.to(cpuJs())
  })
})

test('what is no communicator is refused by name', async () => {
  using model = createMlp(cpuJs(), network)
  const communicator = { rank: 0, size: 2 }
  // @ts-expect-error -- it lacks what a communicator does
  await expect(model.fit(X, Y, { ...options, communicator })).rejects.toThrow(
    'communicator.name is undefined',
  )
  await model.fit(X, Y, options)
})
