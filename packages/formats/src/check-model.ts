import { ArgumentError, checkArray, checkObject, checkOneOf, ShapeError } from '@bilayer/core'
import { checkEncoding, checkTarget, encodedSize, outputsOf } from '@bilayer/data'
import { checkNotes } from './check-notes.ts'
import { type ActivationName, activationNames, type Model } from './model.ts'
import { checkTensors, parameterTensor, type Tensor } from './tensor.ts'

/** One layer of a model: σ(W·X + b·1ᵀ). */
export interface Layer {
  readonly W: Tensor
  readonly b: Tensor
  readonly activation: ActivationName
}

/** The layers of a model that was checked. */
export const layersOf = ({ parameters, activations }: Model): Layer[] =>
  activations.map((activation, l) => ({ W: parameters[2 * l], b: parameters[2 * l + 1], activation }))

/**
 * Throws `ArgumentError` unless a value is a model of one layer at least, and `ShapeError` where its layers do not fit each other, its
 * encoding or its target. `label` is what the caller calls it.
 */
export function checkModel(label: string, model: unknown): asserts model is Model {
  checkObject(label, model, '{ parameters: [W1, b1], activations: ["identity"], notes: {} }')
  const { parameters, activations, encoding, target, notes } = model as Partial<Model>
  checkParameters(`${label}.parameters`, parameters)
  checkActivations(`${label}.activations`, activations, parameters.length / 2)
  checkNotes(`${label}.notes`, notes)
  checkLayers(label, parameters)
  checkNames(`${label}.parameters`, parameters)
  if (encoding !== undefined) {
    checkEncoding(`${label}.encoding`, encoding)
    checkFit(`${label}.encoding makes`, encodedSize(encoding), 'the first layer takes', parameters[0].cols)
  }
  if (target !== undefined) {
    checkTarget(`${label}.target`, target)
    const { rows } = parameters[parameters.length - 1]
    checkFit(`${label}.target takes`, outputsOf(target), 'the last layer makes', rows)
  }
}

function checkParameters(label: string, parameters: unknown): asserts parameters is readonly Tensor[] {
  checkTensors(label, parameters, parameterTensor)
  if (parameters.length > 0 && parameters.length % 2 === 0) return
  throw new ArgumentError(
    `${label} has ${parameters.length} tensors; it must have a W and a b for each layer, of which there is one at least.`,
  )
}

function checkActivations(label: string, activations: unknown, layers: number): void {
  checkArray(label, activations, 'names of activations')
  if (activations.length !== layers) {
    throw new ArgumentError(`${label} has ${activations.length} names; there are ${layers} layers.`)
  }
  for (const [l, name] of activations.entries()) checkOneOf(`${label}[${l}]`, name, activationNames)
}

/** Throws `ShapeError` unless each layer takes what the one before it makes, and has a bias for each of its outputs. */
function checkLayers(label: string, parameters: readonly Tensor[]): void {
  for (let l = 0; 2 * l < parameters.length; l++) {
    const [W, b] = parameters.slice(2 * l)
    if (b.rows !== W.rows || b.cols !== 1) {
      throw new ShapeError(
        `${label}.parameters[${2 * l + 1}] is ${b.rows} × ${b.cols}; behind a W of ${W.rows} rows it must be ${W.rows} × 1.`,
      )
    }
    if (l === 0 || W.cols === parameters[2 * l - 1].rows) continue
    throw new ShapeError(
      `${label}.parameters[${2 * l}] has ${W.cols} cols; the layer before it makes ${parameters[2 * l - 1].rows} numbers.`,
    )
  }
}

/** Throws `ArgumentError` unless they are called W1, b1, W2, … */
function checkNames(label: string, parameters: readonly Tensor[]): void {
  for (const [i, { name }] of parameters.entries()) {
    checkOneOf(`${label}[${i}].name`, name, [`${i % 2 === 0 ? 'W' : 'b'}${Math.floor(i / 2) + 1}`])
  }
}

/** Throws `ShapeError` unless two numbers, of which each is told in words, are one. */
function checkFit(who: string, size: number, other: string, needed: number): void {
  if (size === needed) return
  throw new ShapeError(`${who} ${size} numbers; ${other} ${needed}.`)
}
