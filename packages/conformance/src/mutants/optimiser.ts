import { mapped, type Mutant, mutant, spoil, truncated } from './mutant.ts'

/** Fused operations of optimisers, gone wrong. */
export const optimiserMutants: readonly Mutant[] = [
  wrongAxpby('axpby swaps its factors', (alpha, x, beta, y) => beta * x + alpha * y),
  wrongAxpby('axpby leaves beta out', (alpha, x, _, y) => alpha * x + y),
  wrongAxpby('axpby subtracts', (alpha, x, beta, y) => alpha * x - beta * y),
  wrongAxpby(
    'axpby leaves y out where beta is 0',
    (alpha, x, beta, y) => alpha * x + (beta === 0 ? 0 : beta * y),
  ),
  wrongSquareAverage(
    'squareAverage swaps beta and 1 − beta',
    (beta, oneMinusBeta, v, g) => oneMinusBeta * v + beta * g ** 2,
  ),
  wrongSquareAverage(
    'squareAverage forgets the square',
    (beta, oneMinusBeta, v, g) => beta * v + oneMinusBeta * g,
  ),
  wrongSquareAverage(
    'squareAverage squares the factor too',
    (beta, oneMinusBeta, v, g) => beta * v + (oneMinusBeta * g) ** 2,
  ),
  wrongSquareAverage(
    'squareAverage takes 1 − beta from the rounded beta',
    (beta, _, v, g) => beta * v + Math.fround(1 - beta) * g ** 2,
  ),
  wrongSquareAverage(
    'squareAverage squares before it scales, and overflows',
    (beta, oneMinusBeta, v, g) => beta * v + oneMinusBeta * Math.fround(g ** 2),
  ),
  wrongStep(
    'adaptiveStep adds epsilon inside the root',
    (theta, rate, m, v, epsilon) => theta - (rate * m) / Math.sqrt(v + epsilon),
  ),
  wrongStep('adaptiveStep leaves epsilon out', (theta, rate, m, v) => theta - (rate * m) / Math.sqrt(v)),
  wrongStep(
    'adaptiveStep steps uphill',
    (theta, rate, m, v, epsilon) => theta + (rate * m) / (Math.sqrt(v) + epsilon),
  ),
  wrongStep(
    'adaptiveStep forgets the root',
    (theta, rate, m, v, epsilon) => theta - (rate * m) / (v + epsilon),
  ),
  wrongStep(
    'adaptiveStep takes a fast approximation of the root',
    (theta, rate, m, v, epsilon) => theta - (rate * m) / (truncated(Math.sqrt(v), 12) + epsilon),
  ),
  wrongStep(
    'adaptiveStep forgets the parameters after the last full group of four',
    (theta, rate, m, v, epsilon, isLeftOver) =>
      isLeftOver ? theta : theta - (rate * m) / (Math.sqrt(v) + epsilon),
  ),
  mutant('squareAverage writes into v, the average that it moves', ({ core }) => ({
    fused: {
      squareAverage: (beta, oneMinusBeta, v, g) =>
        spoil(
          mapped(core.hadamard(v, g), (_, i) => beta * v.storage[i] + oneMinusBeta * g.storage[i] ** 2),
          (values) => v.storage.set(values),
        ),
    },
  })),
]

/** A mutant by another element of αX + βY. */
function wrongAxpby(
  fault: string,
  element: (alpha: number, x: number, beta: number, y: number) => number,
): Mutant {
  return mutant(fault, ({ core }) => ({
    fused: {
      axpby: (alpha, x, beta, y) =>
        mapped(core.hadamard(x, y), (_, i) => element(alpha, x.storage[i], beta, y.storage[i])),
    },
  }))
}

/** A mutant by another element of βV + (1 − β)G ⊙ G. */
function wrongSquareAverage(
  fault: string,
  element: (beta: number, oneMinusBeta: number, v: number, g: number) => number,
): Mutant {
  return mutant(fault, ({ core }) => ({
    fused: {
      squareAverage: (beta, oneMinusBeta, v, g) =>
        mapped(core.hadamard(v, g), (_, i) => element(beta, oneMinusBeta, v.storage[i], g.storage[i])),
    },
  }))
}

/** A mutant by another element of Θ − ηM ⊘ (√V + ε); `isLeftOver` tells those after the last full group of four. */
function wrongStep(
  fault: string,
  element: (
    theta: number,
    rate: number,
    m: number,
    v: number,
    epsilon: number,
    isLeftOver: boolean,
  ) => number,
): Mutant {
  return mutant(fault, ({ core }) => ({
    fused: {
      adaptiveStep: (theta, rate, m, v, epsilon) =>
        mapped(core.hadamard(theta, v), (_, i) => {
          const isLeftOver = i >= (theta.storage.length & ~3)
          return element(theta.storage[i], rate, m.storage[i], v.storage[i], epsilon, isLeftOver)
        }),
    },
  }))
}
