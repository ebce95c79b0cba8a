import type { Category, Encoding } from '@bilayer/data'
import { layersOf } from '../check-model.ts'
import type { ActivationName, Model } from '../model.ts'
import type { Case, RawRow } from './models.ts'

/** What a model predicts of one row, in float64. */
export interface Predicted {
  readonly outputs: readonly number[]
  readonly prediction?: number
  readonly probabilities?: readonly number[]
}

const SIGMA = {
  identity: (z) => z,
  relu: (z) => Math.max(z, 0),
  leakyRelu: (z) => (z > 0 ? z : 0.01 * z),
  tanh: Math.tanh,
  sigmoid: (z) => 1 / (1 + Math.exp(-z)),
} satisfies Record<ActivationName, (z: number) => number>

/** The formulas as the design has them, one row at a time. */
export function predictions({ model, rows }: Case): Predicted[] {
  return rows.map((row) => {
    const inputs = Array.isArray(row) ? (row as number[]) : encodeRow(model.encoding ?? [], row as RawRow)
    const outputs = forward(model, inputs)
    const { target } = model
    if (target === undefined) return { outputs }
    return target.kind === 'quantity'
      ? { outputs, prediction: outputs[0] * target.scale + target.shift }
      : { outputs, probabilities: softmax(target.labels.length === 2 ? [0, outputs[0]] : outputs) }
  })
}

const encodeRow = (encoding: Encoding, row: RawRow): number[] =>
  encoding.flatMap((column) => {
    const value: Category | null = row[column.name] ?? column.missing
    return column.kind === 'number'
      ? [(Number(value) - column.shift) / column.scale]
      : column.categories.map((category) => Number(category === value))
  })

const forward = (model: Model, inputs: readonly number[]): readonly number[] =>
  layersOf(model).reduce(
    (A, { W, b, activation }) =>
      Array.from(b.values, (bias, i) =>
        SIGMA[activation](A.reduce((sum, a, j) => sum + a * W.values[i * W.cols + j], bias)),
      ),
    inputs,
  )

function softmax(logits: readonly number[]): number[] {
  const powers = logits.map(Math.exp)
  const sum = powers.reduce((total, power) => total + power)
  return powers.map((power) => power / sum)
}
