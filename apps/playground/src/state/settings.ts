import * as v from 'valibot'

/*
 * All that a run is made of. It stands in the address of the page: the same settings give the same run, bit for bit, on one
 * backend.
 */

/** What there is to learn. */
const dataSets = ['circles', 'xor', 'spirals', 'gaussians', 'sine', 'steps', 'bump', 'digits', 'csv'] as const
export type DataSetName = (typeof dataSets)[number]

export const activationNames = ['relu', 'leakyRelu', 'tanh', 'sigmoid'] as const
export const lossNames = ['crossEntropy', 'meanSquaredError', 'huber'] as const
export const optimiserNames = ['sgd', 'momentum', 'rmsProp', 'adam', 'adamW'] as const
/** What can be broken of the formulas: R, and of a layer D, the Wᵀ in V, or a gradient. */
const termNames = ['R', 'D', 'W', 'dW', 'db'] as const
export type TermName = (typeof termNames)[number]

export const scheduleNames = ['constant', 'stepDecay', 'cosine', 'warmUp', 'plateau'] as const

/** The backends of `bilayer`, in its order. */
export const backendNames = ['wasm', 'worker-pool', 'blas', 'webgpu', 'gpu-js', 'cpu-js'] as const
export type BackendName = (typeof backendNames)[number]

/** Steps a second; ∞ is as many as there is time for. */
export const speeds = [1, 5, 20, 100, Infinity] as const

/** The most hidden layers, and the most neurons in one. */
export const MOST_LAYERS = 6
export const MOST_NEURONS = 256

/** The largest seed, and the most epochs of a run. */
export const MOST_SEED = 2 ** 32 - 1
export const MOST_EPOCHS = 10_000

/** The most samples of the step that the derivation shows. */
export const MOST_DERIVED = 16

/** The hundredths by which a term can be broken. */
export const MOST_BROKEN = 50

/** More formulas than a network of the most layers has. */
const MOST_FORMULAS = 100

const whole = (least: number, most: number) => {
  const rule = `it must be a whole number from ${least} to ${most}`
  return v.pipe(
    v.number(rule),
    v.check((value) => Number.isInteger(value) && value >= least && value <= most, rule),
  )
}

const between = (least: number, most: number) => {
  const rule = `it must be a number from ${least} to ${most}`
  return v.pipe(
    v.number(rule),
    v.check((value) => value >= least && value <= most, rule),
  )
}

const oneOf = <const Options extends readonly (string | number)[]>(options: Options) =>
  v.picklist(options, `it must be one of ${options.join(', ')}`)

/** Each setting: what it may be. */
export const schemas = {
  data: oneOf(dataSets),
  /** The spread of the noise, as a share of what the data set makes of the plane. */
  noise: between(0, 1),
  samples: whole(20, 10_000),
  /** The share of the samples that is held back to test by. */
  test: between(0.05, 0.8),
  /** Which data file a link is about: it cannot hold the file itself. */
  file: v.pipe(v.string(), v.maxLength(200, 'it must have 200 characters at most')),
  /** The column of the file that is learnt; the last one where it is empty. */
  target: v.pipe(v.string(), v.maxLength(200, 'it must have 200 characters at most')),
  hidden: v.pipe(
    v.array(whole(1, MOST_NEURONS)),
    v.maxLength(MOST_LAYERS, `it must name ${MOST_LAYERS} hidden layers at most`),
  ),
  activation: oneOf(activationNames),
  loss: oneOf(lossNames),
  optimiser: oneOf(optimiserNames),
  rate: between(1e-6, 10),
  schedule: oneOf(scheduleNames),
  decay: between(0, 1),
  batch: whole(1, 1024),
  epochs: whole(1, MOST_EPOCHS),
  seed: whole(0, MOST_SEED),
  speed: oneOf(speeds),
  backend: oneOf(backendNames),
  /** The place of the formula that the derivation shows, and the samples of its step. */
  formula: whole(0, MOST_FORMULAS),
  derived: whole(1, MOST_DERIVED),
  /** The term that is broken on purpose, its layer, and by how many hundredths. */
  term: oneOf(termNames),
  layer: whole(1, MOST_LAYERS + 1),
  by: whole(-MOST_BROKEN, MOST_BROKEN),
  /** The backend that is wrong on purpose and is tested too, by its fault; empty for none. */
  mutant: v.pipe(v.string(), v.maxLength(200, 'it must have 200 characters at most')),
} as const

const settings = v.object(schemas)

export type Settings = Readonly<v.InferOutput<typeof settings>>

export const defaults: Settings = {
  data: 'circles',
  noise: 0.1,
  samples: 400,
  test: 0.3,
  file: '',
  target: '',
  hidden: [8, 8],
  activation: 'tanh',
  loss: 'crossEntropy',
  optimiser: 'adam',
  rate: 0.01,
  schedule: 'constant',
  decay: 0,
  batch: 32,
  epochs: 200,
  seed: 1,
  speed: Infinity,
  backend: 'wasm',
  formula: 0,
  derived: 8,
  term: 'R',
  layer: 1,
  by: 0,
  mutant: '',
}

/** What is different where another data set is taken. A rate suits one optimiser, so it comes with it. */
export function settingsFor(data: DataSetName): Partial<Settings> {
  const { optimiser, rate } = defaults
  if (data === 'digits')
    return { samples: 5000, hidden: [64], activation: 'relu', batch: 64, epochs: 30, optimiser, rate: 0.003 }
  if (data === 'csv') return { hidden: [16], batch: 32, epochs: 200, optimiser, rate }
  return {
    samples: 400,
    hidden: data === 'spirals' ? [16, 16] : [8, 8],
    activation: 'tanh',
    batch: 32,
    epochs: 200,
    optimiser,
    rate,
  }
}

/** The settings that change nothing of the numbers of a run, and may change while it runs. */
export const liveSettings: ReadonlySet<keyof Settings> = new Set([
  'speed',
  'backend',
  'formula',
  'derived',
  'term',
  'layer',
  'by',
  'mutant',
])
