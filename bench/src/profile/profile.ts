import { type Backend, type BackendProvider, createRandom, type Matrix } from '@bilayer/core'
import { descend, disposeNetwork, gradients, initialise, type Network } from '@bilayer/mlp'
import { LEARNING_RATE } from '../problem.ts'
import { createProbe } from '../probe.ts'
import { spreadOf } from '../statistics.ts'
import { timed, type Work } from '../work.ts'
import { type Call, recordingBackend } from './record.ts'

/** Milliseconds of a repetition. */
export interface Times {
  readonly median: number
  /** What the processor takes where nothing disturbs it. */
  readonly least: number
}

/** Where the time of one training step goes. */
export interface Profile {
  /** Every operation of a step, in order. */
  readonly calls: readonly (Omit<Call, 'run'> & Times)[]
  /** The whole step, without waiting between operations. */
  readonly step: Times
  /** The multiply-add probe, measured in the same seconds. */
  readonly probe: Times
}

export interface ProfileOptions {
  readonly layers: readonly number[]
  readonly batch: number
  /** How long to measure. */
  readonly seconds: number
}

/** So many of the rounds, the first, are not counted: the engine is still compiling. */
const WARM_UP_SHARE = 0.25

/**
 * Times every operation of a training step: alone, on the step's own operands, in its order, each waited for. The whole step
 * and the probe take their turns.
 */
export async function profile(
  provider: BackendProvider,
  { layers, batch, seconds }: ProfileOptions,
): Promise<Profile> {
  await using inner = await provider.create()
  const { backend, calls } = recordingBackend(inner)
  createSteps(backend, layers, batch)()
  const works: Work[] = [
    ...calls.map(({ run }) => ({ time: timed(() => run().dispose(), inner.sync), dispose: async () => {} })),
    { time: timed(createSteps(inner, layers, batch), inner.sync), dispose: async () => {} },
    await createProbe(),
  ]
  const samples = await inTurn(works, 1000 * seconds)
  const times = samples.map((sample) => ({ median: spreadOf(sample).median, least: Math.min(...sample) }))
  return {
    calls: calls.map(({ op, shapes, operations, bytes }, i) => ({
      op,
      shapes,
      operations,
      bytes,
      ...times[i],
    })),
    step: times[calls.length],
    probe: times[calls.length + 1],
  }
}

/** The times of each, one repetition of each in turn. */
async function inTurn(works: readonly Work[], milliseconds: number): Promise<number[][]> {
  const samples: number[][] = works.map(() => [])
  const end = performance.now() + milliseconds
  do {
    for (const [i, work] of works.entries()) samples[i].push(await work.time(1))
  } while (performance.now() < end)
  return samples.map((times) => times.slice(Math.floor(WARM_UP_SHARE * times.length)))
}

/** A function that takes one training step each time. */
function createSteps(backend: Backend, layers: readonly number[], batch: number): () => void {
  const random = createRandom(1)
  const samples = (size: number): Matrix =>
    backend.matrix(batch, size, Float32Array.from({ length: batch * size }, random.uniform)).T
  const [X, Y] = [samples(layers[0]), samples(layers[layers.length - 1])]
  let network: Network = initialise(backend, layers, 1)
  return () => {
    const before = network
    network = backend.scope(() => descend(before, gradients(before, X, Y), LEARNING_RATE))
    disposeNetwork(before)
  }
}
