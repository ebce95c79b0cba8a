import { FormatError } from '@bilayer/core'
import type { Value } from './network.ts'
import type { Attribute, Constant, Node } from './proto.ts'

/** A node with the values that it takes, and an error for what it may not be. */
export interface NodeReader {
  readonly op: string
  /** The input of that place, of a kind. Throws `FormatError` for another. */
  readonly take: <Kind extends Value['kind']>(
    place: number,
    ...kinds: readonly Kind[]
  ) => Extract<Value, { kind: Kind }>
  readonly constant: (place: number) => Constant
  readonly inputs: readonly Value[]
  /** A number of an attribute. */
  readonly number: (name: string, otherwise: number) => number
  readonly list: (name: string) => readonly (number | string)[] | undefined
  readonly tensor: (name: string) => Constant
  /** An error that names the node. */
  readonly refused: (why: string) => FormatError
}

/** Throws `FormatError` where a node has an attribute that is none of those known. */
export function createNodeReader(node: Node, inputs: readonly Value[], known: readonly string[]): NodeReader {
  const refused = (why: string) => new FormatError(`${nodeName(node)} ${why}.`)
  const attributes = new Map(node.attributes.map((attribute) => [attribute.name, attribute]))
  for (const name of attributes.keys()) {
    if (!known.includes(name)) throw refused(`has the attribute ${name}, which is not read`)
  }
  const attributeOf = (name: string, ...types: readonly Attribute['type'][]): Attribute | undefined => {
    const attribute = attributes.get(name)
    if (attribute === undefined || types.includes(attribute.type)) return attribute
    throw refused(`has the attribute ${name} as ${attribute.type}; it must be ${types.join(' or ')}`)
  }
  const take: NodeReader['take'] = (place, ...kinds) => {
    const value = inputs[place] as Value | undefined
    if (value !== undefined && kinds.some((kind) => kind === value.kind)) return value as never
    throw refused(
      `takes ${value?.kind ?? 'nothing'} as input ${place}, where ${kinds.join(' or ')} would be read`,
    )
  }
  return {
    op: node.op,
    inputs,
    take,
    constant: (place) => take(place, 'constant').constant,
    number: (name, otherwise) =>
      (attributeOf(name, 'float', 'int')?.value as number | undefined) ?? otherwise,
    list: (name) => attributeOf(name, 'floats', 'ints', 'strings')?.value as (number | string)[] | undefined,
    tensor: (name) => {
      const attribute = attributeOf(name, 'tensor')
      if (attribute !== undefined) return attribute.value as Constant
      throw refused(`has no attribute ${name}`)
    },
    refused,
  }
}

/** What an error calls a node. */
export const nodeName = ({ op, name, outputs }: Node): string =>
  `The node ${name === '' ? outputs[0] : name} (${op})`
