import { FormatError } from '@bilayer/core'
import type { Encoding, Target } from '@bilayer/data'
import type { Model } from '../model.ts'
import { at, classesOf, isUnscaled, type Network, type Value } from './network.ts'

/** What a graph gives. */
export interface Output {
  readonly name: string
  readonly value: Value
}

/** The model that outputs are of. Throws `FormatError` unless they are of one network, and can be of one model. */
export function importedModel(outputs: readonly Output[]): Model {
  const networks = new Set(outputs.map(({ name, value }) => networkOf(name, value)))
  const [network] = networks
  if (networks.size !== 1)
    throw new FormatError(`The graph gives outputs of ${networks.size} networks; one is read.`)
  const target = targetOf(outputs, network)
  const encoding = encodingOf(network)
  const layers = network.layers.flatMap(({ rows, cols, W, b = new Float32Array(rows) }, l) => [
    { name: `W${l + 1}`, rows, cols, values: W },
    { name: `b${l + 1}`, rows, cols: 1, values: b },
  ])
  return {
    parameters: layers,
    activations: network.layers.map(({ activation = 'identity' }) => activation),
    ...(encoding === undefined ? {} : { encoding }),
    ...(target === undefined ? {} : { target }),
    notes: {},
  }
}

function networkOf(name: string, value: Value): Network {
  if (value.kind !== 'constant' && value.kind !== 'complement' && value.network.layers.length > 0)
    return value.network
  throw new FormatError(`The output ${name} does not come from a layer.`)
}

/** Nothing where the one output is what the network makes. Classes without labels are counted from 0. */
function targetOf(outputs: readonly Output[], network: Network): Target | undefined {
  if (outputs.length === 1 && outputs[0].value.kind === 'numbers') return undefined
  const numbers = outputs.find(({ value }) => value.kind === 'numbers')
  if (numbers !== undefined)
    throw new FormatError(`The output ${numbers.name} is no label and no probability, as others are.`)
  const lists = outputs.flatMap(({ value }) => ('labels' in value ? [value.labels] : []))
  const [labels = Array.from({ length: classesOf(network) }, (_, place) => place)] = lists
  if (!lists.every((list) => list.every((label, i) => label === labels[i]))) {
    throw new FormatError('The outputs have different labels for one class.')
  }
  const { name } = outputs.find(({ value }) => value.kind === 'labels') ?? outputs[0]
  return { kind: 'classes', name, labels }
}

/** Columns where there are several inputs, or where numbers are scaled: those of one input are x0, x1, …, as in scikit-learn. */
function encodingOf({ input, layers }: Network): Encoding | undefined {
  const { names, shifts, scales } = input
  if (names.length === 1 && isUnscaled(input)) return undefined
  const { cols } = layers[0]
  if ([shifts, scales].some((row) => row.length !== 1 && row.length !== cols)) {
    throw new FormatError(
      `The graph scales ${Math.max(shifts.length, scales.length)} numbers a row; the first layer takes ${cols}.`,
    )
  }
  return Array.from({ length: cols }, (_, i) => ({
    kind: 'number',
    name: names.length === 1 ? `x${i}` : names[i],
    shift: at(shifts, i),
    scale: at(scales, i),
    missing: null,
  }))
}
