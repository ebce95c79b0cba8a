import { backward, forward, isExtended, type Loss, type Matrix, type Mlp, type Optimiser } from 'bilayer'
import type { Part } from '../../data-sets/problem.ts'
import type { TracedMatrix } from '../protocol.ts'

/** What a step is made of, beside the network. */
export interface StepOptions {
  readonly loss: Loss
  /** Whether R is P − Y, of the shares P that the outputs stand for; else it is F − Y. */
  readonly shares: 'sigmoid' | 'softmax' | undefined
  readonly optimiser: Optimiser
  readonly rate: number
  readonly decay: number
}

/**
 * One training step of the library, with all that passes through it: X, Z1, S1, … to the new parameters, by name. The network is left as it
 * is. What the optimiser keeps begins at 0. V and G are those that `backward` itself hands to the activations.
 */
export async function traceStep(model: Mlp, { X, Y }: Part, options: StepOptions): Promise<TracedMatrix[]> {
  const { network, backend } = model
  const readings: Promise<TracedMatrix>[] = []
  /** Reads a matrix before its scope frees it. */
  const keep = (name: string, matrix: Matrix): void => {
    const { rows, cols } = matrix
    readings.push(matrix.read().then((values) => ({ name, rows, cols, values: Float32Array.from(values) })))
  }
  backend.scope(() => {
    const inputs = backend.matrix(X.count, X.size, X.values).T
    const targets = backend.matrix(Y.count, Y.size, Y.values).T
    keep('X', inputs)
    keep('Y', targets)
    const A = forward(network, inputs)
    for (const [l, { W, b, activation }] of network.entries()) {
      const S = A[l + 1]
      keep(`W${l + 1}`, W)
      keep(`b${l + 1}`, b)
      keep(`Z${l + 1}`, backend.affine(W, A[l], b))
      keep(`S${l + 1}`, S)
      keep(`D${l + 1}`, activation.through(onesLike(S), S))
    }
    const F = A[network.length]
    const predicted = sharesOf(F, options.shares)
    if (predicted !== F) keep('P', predicted)
    keep('R', backend.axpy(-1, targets, predicted))
    keep('losses', backend.colsum(options.loss.values(F, targets)))
    const heard = network.map((layer, l) => ({
      ...layer,
      activation: {
        ...layer.activation,
        through: (V: Matrix, S: Matrix) => {
          keep(`V${l + 1}`, V)
          const G = layer.activation.through(V, S)
          keep(`G${l + 1}`, G)
          return G
        },
      },
    }))
    for (const [l, { dW, db }] of backward(heard, A, options.loss.gradient(F, targets)).entries()) {
      keep(`dW${l + 1}`, dW)
      keep(`db${l + 1}`, db)
      const { W, b } = network[l]
      const descent = options.decay > 0 ? backend.axpy(options.decay, W, dW) : dW
      keepStep(`W${l + 1}`, W, descent, options, keep)
      keepStep(`b${l + 1}`, b, db, options, keep)
    }
  })
  return Promise.all(readings)
}

/** What the optimiser makes of a parameter in its first step, and what it keeps of it. */
function keepStep(
  name: string,
  theta: Matrix,
  gradient: Matrix,
  { optimiser, rate }: StepOptions,
  keep: (name: string, matrix: Matrix) => void,
): void {
  const zeros = optimiser.keeps.map(() => theta.backend.zeros(theta.rows, theta.cols))
  const stepped = optimiser.step(theta, gradient, zeros, { rate, count: 1 })
  for (const [i, kept] of stepped.kept.entries()) keep(`${optimiser.keeps[i]} ${name}`, kept)
  keep(`new ${name}`, stepped.theta)
}

const onesLike = ({ backend, rows, cols }: Matrix): Matrix =>
  backend.matrix(rows, cols, new Float32Array(rows * cols).fill(1))

/** The shares that outputs stand for under cross entropy; else the outputs. */
function sharesOf(F: Matrix, shares: StepOptions['shares']): Matrix {
  return shares !== undefined && isExtended(F.backend) ? F.backend[shares](F) : F
}
