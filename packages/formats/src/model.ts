import type { Encoding, Target } from '@bilayer/data'
import type { Tensor } from './tensor.ts'

/** What a hidden layer may do behind W·X + b·1ᵀ; the names are those of `@bilayer/mlp`. */
export const activationNames = ['identity', 'relu', 'leakyRelu', 'tanh', 'sigmoid'] as const

/** The name of an activation. */
export type ActivationName = (typeof activationNames)[number]

/** All that predicting needs: the network, and what was learnt of the data that it was trained on. */
export interface Model {
  /** W1, b1, W2, …: Wₗ has a row for each output of layer l, bₗ one column. */
  readonly parameters: readonly Tensor[]
  /** σ of each layer, the last one's too. Softmax and the sigmoid of a classifier's outputs are not among them: they follow from `target`. */
  readonly activations: readonly ActivationName[]
  /** How a row of a table becomes inputs. Without it the network takes numbers as they are. */
  readonly encoding?: Encoding
  /** What the outputs mean. Without it they are numbers as they are. */
  readonly target?: Target
  /** Anything else worth keeping, such as the seed. */
  readonly notes: Readonly<Record<string, string>>
}
