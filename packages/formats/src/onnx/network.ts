import type { Category } from '@bilayer/data'
import type { ActivationName } from '../model.ts'
import type { Constant } from './proto.ts'

/** A network as far as the nodes of a graph have told it. */
export interface Network {
  readonly input: Input
  readonly layers: readonly ImportedLayer[]
}

/** What goes in: x becomes (x − shift) / scale. A list of one number is for all columns. */
export interface Input {
  /** The inputs of the graph: one of many columns, or one for each column. */
  readonly names: readonly string[]
  /** How many numbers a row has, where the graph says. */
  readonly size: number | undefined
  readonly shifts: readonly number[]
  readonly scales: readonly number[]
}

/** A layer without a bias, or without an activation, as long as none was met. */
export interface ImportedLayer {
  readonly rows: number
  readonly cols: number
  readonly W: Float32Array
  readonly b?: Float32Array
  readonly activation?: ActivationName
}

/** What a value of a graph is. */
export type Value =
  | { readonly kind: 'constant'; readonly constant: Constant }
  /** What the network makes. */
  | { readonly kind: 'numbers'; readonly network: Network }
  /** 1 less the one output of a network that ends in a sigmoid. */
  | { readonly kind: 'complement'; readonly network: Network }
  /** Of each class, where the network makes their logits, or the log odds of the second of two. */
  | { readonly kind: 'probabilities'; readonly network: Network }
  /** The place of the likeliest class. */
  | { readonly kind: 'places'; readonly network: Network }
  /** The likeliest class. */
  | { readonly kind: 'labels'; readonly network: Network; readonly labels: readonly Category[] }
  /** From each class to its probability. */
  | { readonly kind: 'map'; readonly network: Network; readonly labels: readonly Category[] }

export type ValueOf<Kind extends Value['kind']> = Extract<Value, { readonly kind: Kind }>

export type Numbers = ValueOf<'numbers'>

export const numbers = (network: Network): Numbers => ({ kind: 'numbers', network })

export const lastLayer = ({ layers }: Network): ImportedLayer | undefined => layers[layers.length - 1]

export const withLast = (network: Network, layer: ImportedLayer): Network => ({
  ...network,
  layers: [...network.layers.slice(0, -1), layer],
})

/** How many numbers the network makes of a row, where it is known. */
export const rowSizeOf = (network: Network): number | undefined =>
  lastLayer(network)?.rows ?? network.input.size

export const isUnscaled = ({ shifts, scales }: Input): boolean =>
  shifts.every((shift) => shift === 0) && scales.every((scale) => scale === 1)

/** How many classes outputs are for: two have one output. */
export const classesOf = (network: Network): number => Math.max(lastLayer(network)?.rows ?? 0, 2)

/** The number of a column in a row that may have one for all. */
export const at = (row: ArrayLike<number>, i: number): number => (row.length === 1 ? row[0] : row[i])
