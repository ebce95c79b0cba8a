import { type Backend, checkWholeNumber, createRandom, type Trial } from '@bilayer/core'
import { disposeNetwork, gradients, initialise, type Network, sgd } from '@bilayer/mlp'

/** The training that a backend is chosen for. */
export interface Workload {
  /** The sizes of the layers, from the inputs to the outputs. */
  readonly layers: readonly number[]
  /** The samples of one step. */
  readonly batch: number
}

/** The parts of a batch that a backend is tried on first. */
const PARTS = [1 / 16, 1 / 8] as const

/** Times backends, and knows of which times are estimates. */
export interface Stopwatch {
  /** The time of a training step in milliseconds. */
  readonly measure: (backend: Backend) => Promise<number>
  /** The trial, with what is to be said of its time. */
  readonly explain: (trial: Trial) => Trial
}

/**
 * Times real training steps of a workload, on each backend for about `budget` milliseconds. Steps on two parts of the batch come
 * first, and the line through their times is the estimate of the whole: it counts where the whole step would not fit. Otherwise
 * the median of whole steps counts.
 *
 * Throws `ArgumentError` for a workload that is none.
 */
export function createStopwatch({ layers, batch }: Workload, budget: number): Stopwatch {
  checkWholeNumber('batch', batch, { least: 1 })
  const estimated = new Set<string>()

  const measure = async (backend: Backend): Promise<number> => {
    const end = performance.now() + budget
    const [few, more] = PARTS.map((part) => Math.ceil(batch * part))
    const ofFew = await medianStep(backend, { layers, batch: few }, performance.now() + budget / 16)
    const ofMore = await medianStep(backend, { layers, batch: more }, performance.now() + budget / 16)
    const forEach = more > few ? Math.max(ofMore - ofFew, 0) / (more - few) : 0
    const estimate = ofMore + forEach * (batch - more)
    // A step to warm up, and one to count.
    if (2 * estimate <= end - performance.now()) return medianStep(backend, { layers, batch }, end)
    estimated.add(backend.name)
    return estimate
  }

  const explain = (trial: Trial): Trial =>
    estimated.has(trial.name) && trial.milliseconds !== undefined
      ? { ...trial, reason: `${trial.reason}; estimated, since a whole step is longer than the time for it` }
      : trial

  return { measure, explain }
}

/** The median time of the steps until `end`, of one at least, after one that is not counted: it compiles and allocates. */
async function medianStep(backend: Backend, workload: Workload, end: number): Promise<number> {
  const { step, dispose } = await prepareStep(backend, workload)
  const times: number[] = []
  await step()
  do {
    const start = performance.now()
    await step()
    times.push(performance.now() - start)
  } while (performance.now() < end)
  dispose()
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]
}

interface Step {
  readonly step: () => Promise<void>
  readonly dispose: () => void
}

async function prepareStep(backend: Backend, { layers, batch }: Workload): Promise<Step> {
  const random = createRandom(0)
  const samples = (size: number) =>
    backend.matrix(batch, size, Float32Array.from({ length: batch * size }, random.uniform)).T
  let network: Network = initialise(backend, layers, 0)
  const [X, Y] = [samples(layers[0]), samples(layers[layers.length - 1])]
  return {
    step: async () => {
      const before = network
      network = backend.scope(() => sgd(before, gradients(before, X, Y), 1e-3))
      disposeNetwork(before)
      await backend.sync()
    },
    dispose: () => {
      disposeNetwork(network)
      X.dispose()
      Y.dispose()
    },
  }
}
