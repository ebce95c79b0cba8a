import { checkBoolean, checkObject, checkPositive, checkShare, type Dim, type Matrix } from '@bilayer/core'
import { extended } from './activation.ts'

/** How parameters go down the gradient. It remembers nothing itself: what it keeps from step to step is handed in and out. */
export interface Optimiser {
  readonly name: string
  /** What it keeps of each parameter, each in the parameter's shape and all zeros before the first step. */
  readonly keeps: readonly string[]
  /** A parameter Θ, and what is kept of it, after a step against the gradient G. Nothing given is changed or freed. */
  readonly step: <R extends Dim, C extends Dim>(
    theta: Matrix<R, C>,
    G: Matrix<NoInfer<R>, NoInfer<C>>,
    kept: readonly Matrix<R, C>[],
    moment: StepMoment,
  ) => Stepped<R, C>
}

/** When a step is taken. */
export interface StepMoment {
  /** η. */
  readonly rate: number
  /** t: 1 for the first step. */
  readonly count: number
}

/** A parameter after a step, and what is kept of it, in the order of `keeps`. */
export interface Stepped<R extends Dim, C extends Dim> {
  readonly theta: Matrix<R, C>
  readonly kept: readonly Matrix<R, C>[]
}

/** `sgd` without momentum: what trains where no other is asked for. */
export const plainDescent: Optimiser = {
  name: 'sgd',
  keeps: [],
  step: (theta, G, _, { rate }) => ({ theta: theta.backend.axpy(-rate, G, theta), kept: [] }),
}

/** How `sgd` goes down. */
export interface SgdOptions {
  /** μ: how much of the last step's direction stays. 0 unless given. */
  readonly momentum?: number
  /** Whether the momentum looks ahead (Y. Nesterov, 1983). False unless given. */
  readonly nesterov?: boolean
}

/**
 * Stochastic gradient descent: Θ ← Θ − η G. With momentum, M ← μ M + G takes the place of G, and G + μ M with Nesterov's.
 * (I. Sutskever et al., On the Importance of Initialization and Momentum in Deep Learning, 2013; as PyTorch has it.)
 *
 * Throws `ArgumentError` unless the momentum is from 0 up to, and not, 1.
 */
export function sgd(options: SgdOptions = {}): Optimiser {
  checkObject('options', options, '{ momentum: 0.9 }')
  const { momentum = 0, nesterov = false } = options
  checkShare('momentum', momentum)
  checkBoolean('nesterov', nesterov)
  if (momentum === 0) return plainDescent
  return {
    name: 'sgd',
    keeps: ['momentum'],
    step: (theta, G, [M], { rate }) => {
      const { axpy } = theta.backend
      const direction = axpy(momentum, M, G)
      const followed = nesterov ? axpy(momentum, direction, G) : direction
      return { theta: axpy(-rate, followed, theta), kept: [direction] }
    },
  }
}

/** How `rmsProp` goes down. */
export interface RmsPropOptions {
  /** β: how much of the average of squares stays. 0.99 unless given. */
  readonly beta?: number
  /** ε: keeps the quotient finite. 1e−8 unless given. */
  readonly epsilon?: number
}

/**
 * V ← β V + (1 − β) G ⊙ G, Θ ← Θ − η G ⊘ (√V + ε). (T. Tieleman and G. Hinton, Lecture 6.5, 2012; as PyTorch has it.)
 *
 * Throws `ArgumentError` unless β is from 0 up to, and not, 1, and ε above 0.
 */
export function rmsProp(options: RmsPropOptions = {}): Optimiser {
  checkObject('options', options, '{ beta: 0.99 }')
  const { beta = 0.99, epsilon = 1e-8 } = options
  checkShare('beta', beta)
  checkPositive('epsilon', epsilon)
  return {
    name: 'rmsProp',
    keeps: ['squares'],
    step: (theta, G, [V], { rate }) => {
      const { squareAverage, adaptiveStep } = extended(theta.backend, 'rmsProp')
      const squares = squareAverage(beta, V, G)
      return { theta: adaptiveStep(theta, rate, G, squares, epsilon), kept: [squares] }
    },
  }
}

/** How `adam` goes down. */
export interface AdamOptions {
  /** β₁: how much of the average of gradients stays. 0.9 unless given. */
  readonly beta1?: number
  /** β₂: how much of the average of squares stays. 0.999 unless given. */
  readonly beta2?: number
  /** ε: keeps the quotient finite. 1e−8 unless given. */
  readonly epsilon?: number
}

/**
 * M ← β₁ M + (1 − β₁) G, V ← β₂ V + (1 − β₂) G ⊙ G, Θ ← Θ − η M̂ ⊘ (√V̂ + ε), with M̂ = M / (1 − β₁ᵗ) and V̂ = V / (1 − β₂ᵗ).
 * (D. Kingma and J. Ba, Adam: A Method for Stochastic Optimization, 2015.)
 *
 * Both corrections are numbers, so they go into η and ε, and M̂ and V̂ are never made: with c = √(1 − β₂ᵗ), M̂ ⊘ (√V̂ + ε) is
 * c / (1 − β₁ᵗ) · M ⊘ (√V + c ε).
 *
 * Throws `ArgumentError` unless β₁ and β₂ are from 0 up to, and not, 1, and ε above 0.
 */
export function adam(options: AdamOptions = {}): Optimiser {
  checkObject('options', options, '{ beta1: 0.9 }')
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options
  checkShare('beta1', beta1)
  checkShare('beta2', beta2)
  checkPositive('epsilon', epsilon)
  return {
    name: 'adam',
    keeps: ['mean', 'squares'],
    step: (theta, G, [M, V], { rate, count }) => {
      const { axpby, squareAverage, adaptiveStep } = extended(theta.backend, 'adam')
      const mean = axpby(beta1, M, 1 - beta1, G)
      const squares = squareAverage(beta2, V, G)
      const c = Math.sqrt(1 - beta2 ** count)
      const corrected = (rate * c) / (1 - beta1 ** count)
      return {
        theta: adaptiveStep(theta, corrected, mean, squares, c * epsilon),
        kept: [mean, squares],
      }
    },
  }
}

/** How `adamW` goes down. */
export interface AdamWOptions extends AdamOptions {
  /** λ: the share of a parameter that a step of rate 1 would take away. 0.01 unless given. */
  readonly decay?: number
}

/**
 * Adam, after Θ ← (1 − η λ) Θ: weight decay beside the gradient, not in it. (I. Loshchilov and F. Hutter, Decoupled Weight
 * Decay Regularization, 2019.)
 *
 * Throws `ArgumentError` as `adam` does, and unless λ is from 0 up to, and not, 1.
 */
export function adamW(options: AdamWOptions = {}): Optimiser {
  const { keeps, step } = adam(options)
  const { decay = 0.01 } = options
  checkShare('decay', decay)
  return {
    name: 'adamW',
    keeps,
    step: (theta, G, kept, moment) =>
      step(theta.backend.scale(1 - moment.rate * decay, theta), G, kept, moment),
  }
}
