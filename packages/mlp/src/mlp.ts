import { ArgumentError, type Backend, type Samples, ShapeError, sliceSamples } from '@bilayer/core'
import { createBreather } from './breathe.ts'
import { type FitOptions, type FitResult, fit, type Trainee } from './fit.ts'
import { forward } from './gradients.ts'
import { type Initialisation, initialise } from './initialise.ts'
import { disposeNetwork, type Network } from './network.ts'
import { checkPaired, checkSamples } from './check-samples.ts'

/** One parameter of a network, off its backend. */
export interface Parameter {
  /** `W1`, `b1`, `W2`, … */
  readonly name: string
  readonly rows: number
  readonly cols: number
  /** rows × cols numbers, row-major. */
  readonly values: Float32Array
}

/** A multilayer perceptron that lives on one backend. */
export interface Mlp {
  readonly backend: Backend
  /** The sizes of its layers, from the inputs to the outputs. */
  readonly layers: readonly number[]
  /** Its parameters now; each training step replaces them. */
  readonly network: Network
  /** Trains on inputs X and targets Y. One call at a time. */
  readonly fit: (X: Samples, Y: Samples, options: FitOptions) => Promise<FitResult>
  /** f(x) for each sample. */
  readonly predict: (X: Samples) => Promise<Samples>
  /** The number of the largest output for each sample. */
  readonly classify: (X: Samples) => Promise<Uint32Array>
  /** The share of samples, 0 to 1, whose largest output is the one that `labels` names. */
  readonly score: (X: Samples, labels: ArrayLike<number>) => Promise<number>
  /** A copy of every parameter, to store; `restoreMlp` takes it back. */
  readonly parameters: () => Promise<Parameter[]>
  /** Frees the parameters. */
  readonly dispose: () => void
  readonly [Symbol.dispose]: () => void
}

/** What a new network is made of. */
export interface MlpOptions {
  /** The sizes of its layers, such as `[784, 128, 10]`. */
  readonly layers: readonly number[]
  /** Draws the weights: a whole number from 0 to 2³² − 1. 0 unless given. */
  readonly seed?: number
  readonly initialisation?: Initialisation
}

/** A new, untrained network on a backend. Throws `ArgumentError` for layers or a seed that are none. */
export const createMlp = (backend: Backend, { layers, seed = 0, initialisation = 'he' }: MlpOptions): Mlp =>
  mlpOf(backend, initialise(backend, layers, seed, initialisation))

/** The network that `parameters()` described, on any backend. Throws `ShapeError` where they form no network. */
export function restoreMlp(backend: Backend, parameters: readonly Parameter[]): Mlp {
  const named = new Map(parameters.map((parameter) => [parameter.name, parameter]))
  const depth = parameters.length / 2
  const pairs = Array.from({ length: Math.ceil(depth) }, (_, index) => ({
    W: required(named, `W${index + 1}`),
    b: required(named, `b${index + 1}`),
  }))
  if (pairs.length === 0)
    throw new ArgumentError('There are no parameters; a network has at least W1 and b1.')
  for (const [index, { W, b }] of pairs.entries()) {
    const inputs = index === 0 ? W.cols : pairs[index - 1].W.rows
    mustBe(W, W.rows, inputs)
    mustBe(b, W.rows, 1)
  }
  const upload = ({ rows, cols, values }: Parameter) => backend.matrix(rows, cols, values)
  return mlpOf(
    backend,
    pairs.map(({ W, b }) => ({ W: upload(W), b: upload(b) })),
  )
}

/** Samples that go through the network at a time when nothing is learnt: enough to keep any device busy. */
const PREDICTION_BATCH = 1024

function mlpOf(backend: Backend, initial: Network): Mlp {
  const trainee: Trainee = { backend, network: initial }
  const layers = [initial[0].W.cols, ...initial.map(({ W }) => W.rows)]
  const outputs = layers[layers.length - 1]

  const predict = async (X: Samples): Promise<Samples> => {
    checkSamples('X', X, layers[0])
    const values = new Float32Array(X.count * outputs)
    const breathe = createBreather()
    for (let from = 0; from < X.count; from += PREDICTION_BATCH) {
      const batch = sliceSamples(X, from, Math.min(from + PREDICTION_BATCH, X.count))
      using F = backend.scope(() => {
        const activations = forward(trainee.network, backend.matrix(batch.count, batch.size, batch.values).T)
        return activations[initial.length]
      })
      values.set(await F.T.read(), from * outputs)
      await breathe()
    }
    return { values, count: X.count, size: outputs }
  }

  const classify = async (X: Samples): Promise<Uint32Array> => {
    const { values, count } = await predict(X)
    return Uint32Array.from({ length: count }, (_, i) =>
      largest(values.subarray(i * outputs, (i + 1) * outputs)),
    )
  }

  const dispose = (): void => {
    disposeNetwork(trainee.network)
  }

  return {
    backend,
    layers,
    get network() {
      return trainee.network
    },
    fit: async (X, Y, options) => {
      checkSamples('X', X, layers[0])
      checkSamples('Y', Y, outputs)
      checkPaired(X, Y)
      return fit(trainee, X, Y, options)
    },
    predict,
    classify,
    score: async (X, labels) => {
      if (labels.length !== X.count) {
        throw new ShapeError(
          `labels has ${labels.length} numbers; X has ${X.count} samples, and each needs one label.`,
        )
      }
      const found = await classify(X)
      return found.filter((label, i) => label === labels[i]).length / X.count
    },
    parameters: () => parametersOf(trainee.network),
    dispose,
    [Symbol.dispose]: dispose,
  }
}

/** Every parameter of a network, read from its backend: W1, b1, W2, … */
export function parametersOf(network: Network): Promise<Parameter[]> {
  const named = network.flatMap(({ W, b }, index) => [
    { name: `W${index + 1}`, matrix: W },
    { name: `b${index + 1}`, matrix: b },
  ])
  return Promise.all(
    named.map(async ({ name, matrix }) => {
      return { name, rows: matrix.rows, cols: matrix.cols, values: await matrix.read() }
    }),
  )
}

/** The index of the largest number; the first of equals. */
const largest = (values: Float32Array): number =>
  values.reduce((best, value, i) => (value > values[best] ? i : best), 0)

function required(named: ReadonlyMap<string, Parameter>, name: string): Parameter {
  const found = named.get(name)
  if (found) return found
  throw new ArgumentError(
    `There is no parameter ${name}. A network of L layers has W1, b1 to WL, bL; found: ${[...named.keys()].join(', ')}.`,
  )
}

function mustBe({ name, rows, cols }: Parameter, expectedRows: number, expectedCols: number): void {
  if (rows === expectedRows && cols === expectedCols) return
  throw new ShapeError(
    `${name} is ${rows} × ${cols}; between its neighbours it must be ${expectedRows} × ${expectedCols}.`,
  )
}
