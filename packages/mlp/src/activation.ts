import {
  ArgumentError,
  type Backend,
  checkMatrix,
  type Dim,
  type ExtendedBackend,
  isExtended,
  type Matrix,
} from '@bilayer/core'

/** σ, which stands behind each layer, and its derivative. Both throw `ArgumentError` or `ShapeError` for what does not fit. */
export interface Activation {
  /** What files and options call it. */
  readonly name: string
  /** Whether σ has a derivative everywhere. Where it has none, at Z = 0, σ′ is that of Z < 0. */
  readonly smooth: boolean
  /** σ(W·X + b·1ᵀ). */
  readonly layer: <M extends Dim, K extends Dim, N extends Dim>(
    W: Matrix<M, K>,
    X: Matrix<NoInfer<K>, N>,
    b: Matrix<NoInfer<M>, 1>,
  ) => Matrix<M, N>
  /** V ⊙ σ′(Z), from A = σ(Z). */
  readonly through: <M extends Dim, N extends Dim>(
    V: Matrix<M, N>,
    A: Matrix<NoInfer<M>, NoInfer<N>>,
  ) => Matrix<M, N>
}

/** σ(z) = z, and σ′ = 1: what stands behind the last layer. */
export const identity: Activation = checked({
  name: 'identity',
  smooth: true,
  layer: (W, X, b) => W.backend.affine(W, X, b),
  through: (V) => V,
})

/** σ(z) = max(z, 0), the derivation's own. A > 0 where Z > 0, and so σ′(Z) = σ′(A). */
export const relu: Activation = checked({
  name: 'relu',
  smooth: false,
  layer: (W, X, b) => W.backend.affineRelu(W, X, b),
  through: (V, A) => V.backend.hadamardMask(V, A),
})

/** What is left of a number below 0. */
const LEAK = 0.01

/**
 * σ(z) = z above 0 and 0.01 z below (A. Maas, A. Hannun and A. Ng, Rectifier Nonlinearities Improve Neural Network Acoustic
 * Models, 2013). A has the sign of Z.
 */
export const leakyRelu: Activation = checked({
  name: 'leakyRelu',
  smooth: false,
  layer: (W, X, b) =>
    W.backend.scope(() => {
      const Z = W.backend.affine(W, X, b)
      return leaky(Z.backend.relu(Z), Z)
    }),
  through: (V, A) => V.backend.scope(() => leaky(V.backend.hadamardMask(V, A), V)),
})

/** 0.99 P + 0.01 X, where P is what of X counts whole: X there, and 0.01 X elsewhere. */
const leaky = <M extends Dim, N extends Dim>(P: Matrix<M, N>, X: Matrix<M, N>): Matrix<M, N> =>
  X.backend.axpby(1 - LEAK, P, LEAK, X)

/** σ′ = 1 − A². */
export const tanh: Activation = checked({
  name: 'tanh',
  smooth: true,
  layer: (W, X, b) => {
    const backend = extended(W.backend, 'tanh')
    return backend.scope(() => backend.tanh(backend.affine(W, X, b)))
  },
  through: (V, A) => {
    const { axpy, hadamard, scope } = V.backend
    return scope(() => axpy(-1, hadamard(hadamard(V, A), A), V))
  },
})

/** σ(z) = 1 / (1 + exp(−z)), and σ′ = A ⊙ (1 − A). */
export const sigmoid: Activation = checked({
  name: 'sigmoid',
  smooth: true,
  layer: (W, X, b) => {
    const backend = extended(W.backend, 'sigmoid')
    return backend.scope(() => backend.sigmoid(backend.affine(W, X, b)))
  },
  through: (V, A) => {
    const { axpy, hadamard, scope } = V.backend
    return scope(() => {
      const VA = hadamard(V, A)
      return axpy(-1, hadamard(VA, A), VA)
    })
  },
})

/** The names of all activations. What needs no more than these does not make a page load the activations. */
export const activationNames = ['identity', 'relu', 'leakyRelu', 'tanh', 'sigmoid'] as const

/** The name of an activation. */
export type ActivationName = (typeof activationNames)[number]

/** Every activation, by its name. */
export const activations = { identity, relu, leakyRelu, tanh, sigmoid } as const satisfies Record<
  ActivationName,
  Activation
>

/** The activation for whoever calls it: what is no matrix is refused by its name. The operations check the rest. */
// Bundlers leave out the activations that a page does not name: @__NO_SIDE_EFFECTS__
function checked({ layer, through, ...rest }: Activation): Activation {
  return {
    ...rest,
    layer: (W, X, b) => {
      checkMatrix('W', W)
      return layer(W, X, b)
    },
    through: (V, A) => {
      checkMatrix('V', V)
      checkMatrix('A', A)
      return through(V, A)
    },
  }
}

/** The backend with its extended operations. Throws `ArgumentError`, in the name of what needs them, where it has none. */
export function extended(backend: Backend, what: string): ExtendedBackend {
  if (isExtended(backend)) return backend
  throw new ArgumentError(
    `${what} needs the extended operations, and the backend ${backend.name} has the core level alone.`,
  )
}
