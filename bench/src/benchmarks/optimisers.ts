import { type Backend, createRandom, type Samples } from '@bilayer/core'
import { oneHot } from '@bilayer/data'
import { adam, adamW, createMlp, type Mlp, type Optimiser, rmsProp, sgd } from '@bilayer/mlp'
import packageJson from '../../../packages/bilayer/package.json' with { type: 'json' }
import { backends } from '../backends.ts'
import type { Benchmark } from '../benchmark.ts'
import { atMost, fewestTimes } from '../goals.ts'
import { type Effort, interleave } from '../interleave.ts'
import type { Absence } from '../libraries/index.ts'
import { type Size, uniform } from '../problem.ts'
import type { Goal } from '../circumstances.ts'
import type { Measurement } from '../results.ts'
import { spreadOf } from '../statistics.ts'
import { elapsed, type Work } from '../work.ts'
import { nameOf } from './step.ts'

const size: Size = [784, 128, 10, 64]

const optimisersByName: Readonly<Record<string, Optimiser>> = {
  SGD: sgd(),
  momentum: sgd({ momentum: 0.9 }),
  RMSProp: rmsProp(),
  Adam: adam(),
  AdamW: adamW(),
}

/** Of one epoch, which is one repetition. */
const STEPS = 16

/** So small that nothing is learnt by heart meanwhile: gradients stay numbers of the usual size. */
const LEARNING_RATE = 1e-5

/** What an optimiser costs in a step of training, and what it keeps. */
export const optimisers: Benchmark = {
  name: 'optimisers',
  description: 'one training step by each optimiser, to that by plain gradient descent on the same backend',
  method:
    `fit on ${STEPS} batches, epoch after epoch, the mean-squared error: all that it does for a step is in a step's time. A sample ` +
    'is as many epochs as take 100 ms. Samples are interleaved, one of each optimiser in turn, one backend after the other. The ' +
    'state is what the backend has more after training than before, in megabytes of 10⁶ bytes.',
  run: async ({ only, show, ...effort }) => {
    const measurements: Measurement[] = []
    const absent: Absence[] = []
    const data = createData()
    for (const { name, load } of backends) {
      if (only.length > 0 && !only.some((part) => `bilayer ${name}`.includes(part))) continue
      const provider = await load()
      const availability = await provider.probe()
      if (!availability.available) {
        absent.push({ subject: `bilayer ${name}`, reason: availability.reason })
        continue
      }
      await using backend = await provider.create()
      for (const found of [await measureSteps(backend, data, effort), await measureState(backend, data)]) {
        show(found)
        measurements.push(...found)
      }
    }
    return { measurements, absent, goals: goals(measurements) }
  },
}

async function measureSteps(backend: Backend, data: Data, effort: Effort): Promise<Measurement[]> {
  const names = Object.keys(optimisersByName)
  const works = names.map((name) => createWork(backend, data, optimisersByName[name]))
  const samples = await interleave(works, effort)
  await Promise.all(works.map((work) => work.dispose()))
  return names.map((name, i) => ({
    subject: name,
    version: packageJson.version,
    case: stepCase(backend.name),
    unit: 'ms',
    ...spreadOf(samples[i].map((epoch) => epoch / STEPS)),
  }))
}

/** One repetition is an epoch. */
function createWork(backend: Backend, data: Data, optimiser: Optimiser): Work {
  const model = createModel(backend)
  return {
    time: (count) => elapsed(() => train(model, data, optimiser, count)),
    dispose: async () => model.dispose(),
  }
}

const [m0, m1, m2, n] = size

const createModel = (backend: Backend): Mlp => createMlp(backend, { layers: [m0, m1, m2], seed: 1 })

/** Random images, and labels that have nothing to do with them. */
function createData(): Data {
  const count = STEPS * n
  const random = createRandom(2)
  const labels = Array.from({ length: count }, () => Math.floor(m2 * random.uniform()))
  return { X: { values: uniform(count * m0, 1, 1), count, size: m0 }, Y: oneHot(labels, m2) }
}

interface Data {
  readonly X: Samples
  readonly Y: Samples
}

const train = (model: Mlp, { X, Y }: Data, optimiser: Optimiser, epochs: number): Promise<unknown> =>
  model.fit(X, Y, { epochs, batchSize: n, learningRate: LEARNING_RATE, optimiser, continued: true })

async function measureState(backend: Backend, data: Data): Promise<Measurement[]> {
  const measurement = (subject: string, bytes: number): Measurement => ({
    subject,
    version: packageJson.version,
    case: stateCase(backend.name),
    unit: 'MB',
    ...spreadOf([bytes / 1e6]),
  })
  const measurements: Measurement[] = []
  for (const [name, optimiser] of Object.entries(optimisersByName)) {
    const empty = backend.memory().bytes
    using model = createModel(backend)
    const untrained = backend.memory().bytes
    await train(model, data, optimiser, 1)
    await backend.sync()
    if (measurements.length === 0) measurements.push(measurement(PARAMETERS, untrained - empty))
    measurements.push(measurement(name, backend.memory().bytes - untrained))
  }
  return measurements
}

const PARAMETERS = 'the parameters'

const stepCase = (backend: string): string => `step of ${nameOf(size)} on ${backend}`
const stateCase = (backend: string): string => `state for ${nameOf(size)} on ${backend}`

function goals(measurements: readonly Measurement[]): Goal[] {
  return [
    atMost(
      'an Adam step on wasm, in SGD steps',
      1.25,
      fewestTimes(measurements, 'SGD', 'Adam', stepCase('wasm')),
    ),
    atMost(
      "Adam's state on wasm, in copies of the parameters",
      2,
      fewestTimes(measurements, PARAMETERS, 'Adam', stateCase('wasm')),
    ),
  ].filter((goal) => goal !== undefined)
}
