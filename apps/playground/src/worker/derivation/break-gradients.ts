import { backward, forward, gradients, type GradientFormulas, type Matrix } from 'bilayer'
import type { BrokenTerm } from '../protocol.ts'

/** The library's formulas, with one term of one layer, counted from 1, times a factor. */
export function breakGradients({ term, layer, factor }: BrokenTerm): GradientFormulas {
  const broken = (matrix: Matrix): Matrix => matrix.backend.scale(factor, matrix)
  const l = layer - 1
  switch (term) {
    case 'R':
      return (network, X, Y, loss) =>
        gradients(network, X, Y, {
          ...loss,
          gradient: (F, T) => F.backend.scale(factor, loss.gradient(F, T)),
        })
    case 'D':
      return (network, X, Y, loss) =>
        gradients(
          network.map((each, i) =>
            i === l
              ? {
                  ...each,
                  activation: {
                    ...each.activation,
                    through: (V, A) => V.backend.scale(factor, each.activation.through(V, A)),
                  },
                }
              : each,
          ),
          X,
          Y,
          loss,
        )
    case 'W':
      return (network, X, Y, loss) => {
        const A = forward(network, X)
        const wrong = network.map((each, i) => (i === l ? { ...each, W: broken(each.W) } : each))
        return backward(wrong, A, loss.gradient(A[network.length], Y))
      }
    case 'dW':
    case 'db':
      return (network, X, Y, loss) =>
        gradients(network, X, Y, loss).map((each, i) =>
          i === l ? { ...each, [term]: broken(each[term]) } : each,
        )
  }
}
