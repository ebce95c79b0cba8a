import { type Activation, backward, forward, gradients, type GradientFormulas, type Matrix } from 'bilayer'
import type { BrokenTerm } from '../protocol.ts'

/** The library's formulas, with one term of one layer, counted from 1, times a factor. */
export const breakGradients = ({ term, layer, factor }: BrokenTerm): GradientFormulas =>
  broken[term](layer - 1, factor)

const times = (factor: number, matrix: Matrix): Matrix => matrix.backend.scale(factor, matrix)

/** For each term, the formulas in which it is wrong in layer l, counted from 0. */
const broken: Record<BrokenTerm['term'], (l: number, factor: number) => GradientFormulas> = {
  R: (_, factor) => (network, X, Y, loss) =>
    gradients(network, X, Y, {
      ...loss,
      gradient: (F, T) => F.backend.scale(factor, loss.gradient(F, T)),
    }),

  D: (l, factor) => (network, X, Y, loss) => {
    const through: Activation['through'] = (V, A) =>
      V.backend.scale(factor, network[l].activation.through(V, A))
    const wrong = network.map((each, i) =>
      i === l ? { ...each, activation: { ...each.activation, through } } : each,
    )
    return gradients(wrong, X, Y, loss)
  },

  W: (l, factor) => (network, X, Y, loss) => {
    const A = forward(network, X)
    const wrong = network.map((each, i) => (i === l ? { ...each, W: times(factor, each.W) } : each))
    return backward(wrong, A, loss.gradient(A[network.length], Y))
  },

  dW: (l, factor) => (network, X, Y, loss) =>
    gradients(network, X, Y, loss).map((each, i) =>
      i === l ? { ...each, dW: times(factor, each.dW) } : each,
    ),

  db: (l, factor) => (network, X, Y, loss) =>
    gradients(network, X, Y, loss).map((each, i) =>
      i === l ? { ...each, db: times(factor, each.db) } : each,
    ),
}
