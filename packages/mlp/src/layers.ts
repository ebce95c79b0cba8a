import {
  ArgumentError,
  checkArray,
  checkWholeNumber,
  describeValue,
  ShapeError,
  wrongArgument,
} from '@bilayer/core'
import { type Activation, activationNames, identity } from './activation.ts'

/** Throws `ArgumentError` unless there are two sizes or more, each a whole number above 0. */
export function checkLayers(layers: readonly number[]): void {
  checkArray('layers', layers, 'sizes, from the inputs to the outputs, such as [784, 128, 10]')
  if (layers.length < 2) {
    throw new ArgumentError(
      `layers is [${Array.from(layers, describeValue).join(', ')}]; it must be two or more sizes, from the inputs to the outputs, such as [784, 128, 10].`,
    )
  }
  for (const [index, size] of layers.entries()) checkWholeNumber(`layers[${index}]`, size, { least: 1 })
}

/**
 * The activation of each layer: a list as it is, or one for all layers but the last, behind which there is none. Throws
 * `ArgumentError` for what is no activation, and `ShapeError` unless a list has one for each layer.
 */
export function activationOfEach(
  activation: Activation | readonly Activation[],
  layers: number,
): readonly Activation[] {
  if (!isList(activation)) {
    checkActivation('activation', activation)
    return Array.from({ length: layers }, (_, l) => (l === layers - 1 ? identity : activation))
  }
  for (const [l, each] of activation.entries()) checkActivation(`activation[${l}]`, each)
  if (activation.length === layers) return activation
  throw new ShapeError(
    `activation has ${activation.length} activations; the network has ${layers} layers, and each needs one.`,
  )
}

const isList = (activation: Activation | readonly Activation[]): activation is readonly Activation[] =>
  Array.isArray(activation)

/** Whether a value can stand behind a layer. */
export function isActivation(value: unknown): value is Activation {
  const { name, smooth, layer, through } = (value ?? {}) as Partial<Activation>
  return (
    typeof name === 'string' &&
    typeof smooth === 'boolean' &&
    typeof layer === 'function' &&
    typeof through === 'function'
  )
}

function checkActivation(label: string, value: unknown): void {
  if (isActivation(value)) return
  throw wrongArgument(label, value, `an activation: ${activationNames.join(', ')}, or one like them`)
}
