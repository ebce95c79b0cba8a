import type { Contender } from '../contender.ts'
import { LEARNING_RATE } from '../problem.ts'

/** The derivation in plain loops, as one would first write it. Samples are rows. */
export const naive: Contender = {
  name: 'naive loops',
  version: process.version,
  prepare: async ({ size: [m0, m1, m2, n], X, Y, ...start }) => {
    const [W1, b1, W2, b2] = [start.W1.slice(), start.b1.slice(), start.W2.slice(), start.b2.slice()]
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
          const g = LEARNING_RATE * G[i * rows + j]
          b[j] -= g
          for (let k = 0; k < cols; k++) W[j * cols + k] -= g * A[i * cols + k]
        }
      }
    }
    return {
      step: async () => {
        forward()
        backward()
        update(W2, b2, G2, S, m2, m1)
        update(W1, b1, G1, X, m1, m0)
      },
      weights: async () => W1.slice(),
      dispose: async () => {},
    }
  },
}
