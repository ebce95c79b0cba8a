import { type Benchmark, type Found, type RunOptions, withLibraries } from '../benchmark.ts'
import { createClassification } from '../classification.ts'
import { type Fashion, KINDS, loadFashion } from '../fashion.ts'
import { atLeast, atMost, fewestTimes } from '../goals.ts'
import type { Classifier, Library } from '../library.ts'
import type { Absence } from '../libraries/index.ts'
import type { Goal } from '../circumstances.ts'
import type { Measurement } from '../results.ts'
import { spreadOf } from '../statistics.ts'

const networks: readonly (readonly number[])[] = [
  [784, 128, KINDS],
  [784, 256, 128, KINDS],
]

/** More would take long, and bring little. */
const MOST_EPOCHS = 10

/** Who would take longer for an epoch is timed on a part of it. */
const LONGEST_EPOCH = 10_000

const PART = 0.1

/** Fashion-MNIST, all of it. */
export const fashion: Benchmark = {
  name: 'fashion',
  description:
    'epochs of Fashion-MNIST, all 60,000 images, by Adam; the share of the test images named right',
  method:
    'ReLU between the layers, softmax cross-entropy, Adam with a rate of 0.001, batches of 64, the same first weights for every ' +
    'library; each draws its own orders. Our backends train by one `fit` of all epochs, PyTorch and TensorFlow.js by ' +
    'the loop of their documentation; the images are on the device before, a batch is gathered by its numbers. One run, epoch by epoch in turn; all that an ' +
    `epoch takes counts, the test on 10,000 other images does not. A tenth of an epoch comes first; who would take more than ` +
    `${LONGEST_EPOCH / 1000} s for an epoch is timed on the first tenth of the images each time, ten times of which are told, and ` +
    'has no share of test images.',
  run: async (options) => {
    const data = await loadFashion().catch((error: Error) => error)
    if (data instanceof Error) {
      return { measurements: [], absent: [{ subject: 'Fashion-MNIST', reason: data.message }] }
    }
    return withLibraries(options.only, (libraries) => trainOn(data, libraries, options))
  },
}

async function trainOn(
  data: Fashion,
  libraries: readonly Library[],
  { rounds, show }: RunOptions,
): Promise<Found> {
  const measurements: Measurement[] = []
  const absent: Absence[] = []
  for (const layers of networks) {
    const runs: Run[] = []
    for (const library of libraries) {
      const classifier = await library.classifier?.(createClassification(layers, data))
      if (classifier) runs.push(await begin(library, classifier, data.train.labels.length))
      else absent.push({ subject: library.name, reason: 'it has no Adam in this benchmark' })
    }
    for (let epoch = 0; epoch < Math.min(rounds, MOST_EPOCHS); epoch++) {
      for (const run of runs) await trainEpoch(run)
    }
    const times = runs.map((run) => timesOf(run, layers))
    const shares = await Promise.all(runs.filter(isWhole).map((run) => shareOf(run, layers)))
    for (const found of [times, shares]) if (found.length > 0) show(found)
    measurements.push(...times, ...shares)
    for (const { classifier } of runs) await classifier.dispose()
  }
  return { measurements, absent, goals: goals(measurements) }
}

interface Run {
  readonly library: Library
  readonly classifier: Classifier
  /** Images of an epoch, and those of them that it is timed on. */
  readonly images: number
  readonly timed: number
  /** Of a whole epoch, each. */
  readonly seconds: number[]
}

async function begin(library: Library, classifier: Classifier, images: number): Promise<Run> {
  const part = Math.round(PART * images)
  const milliseconds = await classifier.epoch(part)
  const timed = milliseconds / PART > LONGEST_EPOCH ? part : images
  return { library, classifier, images, timed, seconds: [] }
}

const isWhole = ({ images, timed }: Run): boolean => timed === images

async function trainEpoch({ classifier, images, timed, seconds }: Run): Promise<void> {
  const milliseconds = await classifier.epoch(timed)
  seconds.push(((milliseconds / 1000) * images) / timed)
}

const caseOf = (layers: readonly number[]): string => `epoch of ${layers.join('-')}`
const shareCase = (layers: readonly number[]): string => `test images right, ${layers.join('-')}`

const timesOf = (run: Run, layers: readonly number[]): Measurement => ({
  subject: run.library.name,
  version: isWhole(run) ? run.library.version : `${run.library.version}, on a tenth`,
  case: caseOf(layers),
  unit: 's',
  ...spreadOf(run.seconds),
})

const shareOf = async (
  { library: { name, version }, classifier }: Run,
  layers: readonly number[],
): Promise<Measurement> => ({
  subject: name,
  version,
  case: shareCase(layers),
  unit: '%',
  ...spreadOf([100 * (await classifier.accuracy())]),
})

/** Whom each of our backends is held against: who has as many threads. */
const rivals = [
  ['bilayer wasm', 'PyTorch, 1 thread'],
  ['bilayer blas, 1 thread', 'PyTorch, 1 thread'],
  ['bilayer worker-pool', 'PyTorch, 2 threads'],
  ['bilayer blas, 2 threads', 'PyTorch, 2 threads'],
] as const

function goals(measurements: readonly Measurement[]): Goal[] {
  const [small, large] = networks
  const shares = measurements
    .filter(({ subject, case: name }) => subject.startsWith('bilayer') && name === shareCase(large))
    .map(({ median }) => median)
  const epochs = (ours: string, theirs: string, layers: readonly number[], target: number) =>
    atMost(
      `${caseOf(layers)}: ${ours}, in epochs of ${theirs}`,
      target,
      fewestTimes(measurements, theirs, ours, caseOf(layers)),
    )
  return [
    atLeast(
      `percent of the test images right, ${large.join('-')}, the least of our backends`,
      88,
      shares.length === 0 ? undefined : Math.min(...shares),
    ),
    ...rivals.flatMap(([ours, theirs]) => [epochs(ours, theirs, small, 1), epochs(ours, theirs, large, 1.3)]),
    ...networks.map((layers) =>
      atLeast(
        `${caseOf(layers)}: bilayer wasm, times as fast as tfjs-wasm`,
        10,
        fewestTimes(measurements, 'bilayer wasm', 'tfjs-wasm', caseOf(layers)),
      ),
    ),
  ].filter((goal) => goal !== undefined)
}
