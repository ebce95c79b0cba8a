import { ArgumentError, type Backend, checkBackend, checkObject, type Samples } from '@bilayer/core'
import { type Category, decodeProbabilities, decodeTarget, encode, isTable, type Table } from '@bilayer/data'
import { checkModel, type Model } from '@bilayer/formats'
import { activations, type Mlp, restoreMlp } from '@bilayer/mlp'
import { selectBackend } from './select.ts'

/** A model at work: raw rows in, labels or quantities out. */
export interface Predictor extends AsyncDisposable {
  readonly model: Model
  readonly backend: Backend
  /** What the network gives: for a classifier the logits, or the log odds of the second of two classes. */
  readonly outputs: (X: Table | Samples) => Promise<Samples>
  /** The likeliest label, or the quantity, of each row. Rejects with `ArgumentError` where the model does not say what its outputs mean. */
  readonly predict: (X: Table | Samples) => Promise<Category[]>
  /** The probability of each label, in the order of the model's, for each row. Rejects with `ArgumentError` where these are no classes. */
  readonly probabilities: (X: Table | Samples) => Promise<number[][]>
  /** Frees the network, and closes the backend where it was not given. */
  readonly dispose: () => Promise<void>
}

/** Where to predict. */
export interface PredictorOptions {
  /** The fastest to start unless given. */
  readonly backend?: Backend
}

/**
 * Puts a model, such as `decodeModel` gives, on a backend. Rows of a table may have other columns beside those that were learnt, in any order.
 * Rejects with `ArgumentError` or `ShapeError` for what is no model, as `selectBackend` does, and with `BackendFailedError` where the network
 * finds no room; a backend that was not given is closed then.
 */
export async function createPredictor(model: Model, options: PredictorOptions = {}): Promise<Predictor> {
  checkModel('model', model)
  checkObject('options', options, '{ backend }')
  if (options.backend !== undefined) checkBackend('backend', options.backend)
  const { parameters, encoding, target } = model
  const backend = options.backend ?? (await selectBackend()).backend
  const close = async (): Promise<void> => {
    if (options.backend === undefined) await backend.dispose()
  }
  const network = await restored()
  const samplesOf = (X: Table | Samples): Samples => {
    if (!isTable(X)) return X
    if (encoding) return encode(encoding, X)
    throw new ArgumentError(
      'The model was not learnt from a table, and does not know columns; give samples: { values, count, size }.',
    )
  }
  const outputs = async (X: Table | Samples): Promise<Samples> => network.predict(samplesOf(X))
  return {
    model,
    backend,
    outputs,
    predict: async (X) => {
      if (target) return decodeTarget(target, await outputs(X))
      throw new ArgumentError('The model does not say what its outputs mean; outputs gives the numbers.')
    },
    probabilities: async (X) => {
      if (target?.kind === 'classes') return decodeProbabilities(target, await outputs(X))
      throw new ArgumentError(
        'The model tells no classes apart, and so has no probabilities; predict or outputs gives what it has.',
      )
    },
    dispose,
    [Symbol.asyncDispose]: dispose,
  }

  /** The network on the backend, which is closed where it has no room. */
  async function restored(): Promise<Mlp> {
    try {
      return restoreMlp(backend, parameters, {
        activation: model.activations.map((name) => activations[name]),
      })
    } catch (error) {
      await close()
      throw error
    }
  }

  async function dispose(): Promise<void> {
    network.dispose()
    await close()
  }
}
