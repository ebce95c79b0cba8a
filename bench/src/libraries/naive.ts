import type { Calculation, Library, Operation, Trainer } from '../library.ts'
import type { Problem } from '../problem.ts'
import { elapsed, timed } from '../work.ts'

/** The derivation in plain loops, as one would first write it. Samples are rows. */
export const naive: Library = {
  name: 'naive loops',
  version: process.version,
  trainer: async (problem) => createTrainer(problem),
  operation: async (operation) => createCalculation(operation),
}

function createTrainer({ size: [m0, m1, m2, n], learningRate, ...start }: Problem): Trainer {
  const [W1, b1, W2, b2] = [start.W1.slice(), start.b1.slice(), start.W2.slice(), start.b2.slice()]
  let [X, Y] = [start.X, start.Y]
  const S = new Float32Array(n * m1)
  const G2 = new Float32Array(n * m2)
  const G1 = new Float32Array(n * m1)

  const forward = () => {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < m1; j++) {
        let z = b1[j]
        for (let k = 0; k < m0; k++) z += W1[j * m0 + k] * X[i * m0 + k]
        S[i * m1 + j] = Math.max(z, 0)
      }
      for (let j = 0; j < m2; j++) {
        let z = b2[j]
        for (let k = 0; k < m1; k++) z += W2[j * m1 + k] * S[i * m1 + k]
        G2[i * m2 + j] = (2 / n) * (z - Y[i * m2 + j])
      }
    }
  }
  const backward = () => {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < m1; j++) {
        let v = 0
        for (let k = 0; k < m2; k++) v += W2[k * m1 + j] * G2[i * m2 + k]
        G1[i * m1 + j] = S[i * m1 + j] > 0 ? v : 0
      }
    }
  }
  const update = (
    W: Float32Array,
    b: Float32Array,
    G: Float32Array,
    A: Float32Array,
    rows: number,
    cols: number,
  ) => {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < rows; j++) {
        const g = learningRate * G[i * rows + j]
        b[j] -= g
        for (let k = 0; k < cols; k++) W[j * cols + k] -= g * A[i * cols + k]
      }
    }
  }
  const step = () => {
    forward()
    backward()
    update(W2, b2, G2, S, m2, m1)
    update(W1, b1, G1, X, m1, m0)
  }
  return {
    time: timed(step),
    load: (nextX, nextY) =>
      elapsed(async () => {
        X = nextX
        Y = nextY
      }),
    parameters: async () => ({ W1: W1.slice(), b1: b1.slice(), W2: W2.slice(), b2: b2.slice() }),
    dispose: async () => {},
  }
}

function createCalculation({ name, operands: [a, b] }: Operation): Calculation {
  let result = new Float32Array()
  const run = {
    matmul: () => {
      const c = new Float32Array(a.rows * b.cols)
      for (let i = 0; i < a.rows; i++) {
        for (let j = 0; j < b.cols; j++) {
          let sum = 0
          for (let k = 0; k < a.cols; k++) sum += a.values[i * a.cols + k] * b.values[k * b.cols + j]
          c[i * b.cols + j] = sum
        }
      }
      return c
    },
    relu: () => a.values.map((value) => Math.max(value, 0)),
    hadamard: () => a.values.map((value, i) => value * b.values[i]),
    add: () => a.values.map((value, i) => value + b.values[i]),
    colsum: () => {
      const sums = new Float32Array(a.rows)
      for (let i = 0; i < a.rows; i++) {
        for (let j = 0; j < a.cols; j++) sums[i] += a.values[i * a.cols + j]
      }
      return sums
    },
  }[name]
  return {
    time: timed(() => {
      result = run()
    }),
    result: async () => result,
    dispose: async () => {},
  }
}
