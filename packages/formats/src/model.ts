import {
  ArgumentError,
  checkArray,
  checkObject,
  checkOneOf,
  checkString,
  describeValue,
  ShapeError,
} from '@bilayer/core'
import { checkEncoding, checkTarget, encodedSize, type Encoding, outputsOf, type Target } from '@bilayer/data'
import type { Tensor } from './safetensors.ts'

/** What a hidden layer may do behind W·X + b·1ᵀ; the names are those of `@bilayer/mlp`. */
export const activationNames = ['identity', 'relu', 'leakyRelu', 'tanh', 'sigmoid'] as const

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

/**
 * Throws `ArgumentError` unless a value is a model, and `ShapeError` unless its parts fit each other: the layers, the columns and the first
 * layer, the target and the last.
 */
export function checkModel(label: string, model: unknown): asserts model is Model {
  checkObject(label, model, '{ parameters, activations, encoding, target, notes: {} }')
  const { parameters, activations, encoding, target, notes } = model as Partial<Model>
  const layers = checkParameters(`${label}.parameters`, parameters)
  checkArray(`${label}.activations`, activations, 'names')
  for (const [l, name] of activations.entries())
    checkOneOf(`${label}.activations[${l}]`, name, activationNames)
  mustEqual(`${label}.activations has`, activations.length, 'names; the layers are', layers.length - 1)
  if (encoding !== undefined) {
    checkEncoding(`${label}.encoding`, encoding)
    mustEqual(
      `${label}.encoding makes`,
      encodedSize(encoding),
      'numbers of a row; the network takes',
      layers[0],
    )
  }
  if (target !== undefined) {
    checkTarget(`${label}.target`, target)
    mustEqual(
      `${label}.target takes`,
      outputsOf(target),
      'outputs; the network has',
      layers[layers.length - 1],
    )
  }
  checkObject(`${label}.notes`, notes, '{ seed: "1" }')
  for (const [key, note] of Object.entries(notes))
    checkString(`${label}.notes[${JSON.stringify(key)}]`, note, '1')
}

/** The sizes of the layers, from the inputs on. */
function checkParameters(label: string, parameters: unknown): number[] {
  checkArray(label, parameters, '{ name, rows, cols, values }, as model.parameters() gives them')
  if (parameters.length === 0 || parameters.length % 2 === 1) {
    throw new ArgumentError(
      `${label} has ${parameters.length} matrices; there must be W1, b1, W2, b2 and so on.`,
    )
  }
  const layers: number[] = []
  for (const [i, parameter] of parameters.entries()) {
    const name = `${i % 2 === 0 ? 'W' : 'b'}${Math.floor(i / 2) + 1}`
    const { rows, cols } = checkParameter(`${label}[${i}]`, parameter, name)
    if (i === 0) layers.push(cols)
    mustEqual(`${name} has`, cols, 'columns; it must have', i % 2 === 0 ? layers[layers.length - 1] : 1)
    if (i % 2 === 0) layers.push(rows)
    mustEqual(`${name} has`, rows, 'rows; it must have', layers[layers.length - 1])
  }
  return layers
}

function checkParameter(label: string, parameter: unknown, expected: string): Tensor {
  checkObject(label, parameter, '{ name: "b1", rows: 2, cols: 1, values: Float32Array.of(1, 2) }')
  const { name, rows = Number.NaN, cols = Number.NaN, values } = parameter as Partial<Tensor>
  if (name !== expected)
    throw new ArgumentError(`${label} is called ${describeValue(name)}; it must be ${expected}.`)
  if (!(values instanceof Float32Array)) {
    throw new ArgumentError(`${label}.values is ${describeValue(values)}; it must be a Float32Array.`)
  }
  if (Number.isSafeInteger(rows) && rows > 0 && rows * cols === values.length)
    return { name, rows, cols, values }
  throw new ShapeError(
    `${label} has ${values.length} numbers; it is said to be ${describeValue(rows)} × ${describeValue(cols)}, and must have one at least.`,
  )
}

function mustEqual(has: string, found: number, mustHave: string, expected: number): void {
  if (found !== expected) throw new ShapeError(`${has} ${found} ${mustHave} ${expected}.`)
}
