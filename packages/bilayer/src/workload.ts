import { ArgumentError, type Backend, createRandom } from '@bilayer/core'
import { disposeNetwork, gradients, initialise, type Network, sgd } from '@bilayer/mlp'

/** The training that a backend is chosen for. */
export interface Workload {
  /** The sizes of the layers, from the inputs to the outputs. */
  readonly layers: readonly number[]
  /** The samples of one step. */
  readonly batch: number
}

/** Steps that are taken before any is timed: the first ones compile and allocate. */
const WARM_UP_STEPS = 2

/**
 * Returns a function that times real training steps of the workload on a backend, for about `budget` milliseconds: the median
 * step, in milliseconds. Throws `ArgumentError` for a workload that is none.
 */
export function measureWorkload(
  { layers, batch }: Workload,
  budget: number,
): (backend: Backend) => Promise<number> {
  if (!Number.isSafeInteger(batch) || batch < 1) {
    throw new ArgumentError(`batch is ${batch}; it must be a whole number, 1 or more.`)
  }
  return async (backend) => {
    const step = await prepareStep(backend, { layers, batch })
    const end = performance.now() + budget
    for (let i = 0; i < WARM_UP_STEPS; i++) await step()
    const times: number[] = []
    do {
      const start = performance.now()
      await step()
      times.push(performance.now() - start)
    } while (performance.now() < end)
    return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]
  }
}

async function prepareStep(backend: Backend, { layers, batch }: Workload): Promise<() => Promise<void>> {
  const random = createRandom(0)
  const samples = (size: number) =>
    backend.matrix(batch, size, Float32Array.from({ length: batch * size }, random.uniform)).T
  let network: Network = initialise(backend, layers, 0)
  const [X, Y] = [samples(layers[0]), samples(layers[layers.length - 1])]
  return async () => {
    const before = network
    network = backend.scope(() => sgd(before, gradients(before, X, Y), 1e-3))
    disposeNetwork(before)
    await backend.sync()
  }
}
