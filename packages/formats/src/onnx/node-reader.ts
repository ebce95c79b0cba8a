import { FormatError } from '@bilayer/core'
import type { Value, ValueOf } from './network.ts'
import type { Attribute, Constant, Node } from './proto.ts'

/** A node with the values that it takes, and an error for what it may not be. */
export interface NodeReader {
  /** The input of that place, of one of the kinds. Throws `FormatError` for another. */
  readonly take: <Kind extends Value['kind']>(place: number, ...kinds: readonly Kind[]) => ValueOf<Kind>
  readonly constant: (place: number) => Constant
  /** Undefined in the place of one that may be left out, and is. */
  readonly inputs: readonly (Value | undefined)[]
  /** The number of an attribute. Throws `FormatError` where it is of another type, as the two below do. */
  readonly number: (name: string, otherwise: number) => number
  readonly list: (name: string) => readonly (number | string)[] | undefined
  readonly tensor: (name: string) => Constant
  /** An error that names the node. */
  readonly refused: (why: string) => FormatError
}

type AttributeOf<Type extends Attribute['type']> = Extract<Attribute, { readonly type: Type }>

/** Throws `FormatError` where a node has an attribute that is none of those known. */
export function createNodeReader(
  node: Node,
  inputs: readonly (Value | undefined)[],
  known: readonly string[],
): NodeReader {
  const refused = (why: string) => new FormatError(`${nodeName(node)} ${why}.`)
  const attributes = new Map(node.attributes.map((attribute) => [attribute.name, attribute]))
  for (const name of attributes.keys()) {
    if (!known.includes(name)) throw refused(`has the attribute ${name}, which is not read`)
  }
  const attributeOf = <Type extends Attribute['type']>(
    name: string,
    ...types: readonly Type[]
  ): AttributeOf<Type> | undefined => {
    const attribute = attributes.get(name)
    if (attribute === undefined || isOfType(attribute, types)) return attribute
    throw refused(`has the attribute ${name} as ${attribute.type}; it must be ${types.join(' or ')}`)
  }
  const take: NodeReader['take'] = (place, ...kinds) => {
    const value = inputs[place]
    if (value !== undefined && isOfKind(value, kinds)) return value
    throw refused(
      `takes ${value?.kind ?? 'nothing'} as input ${place}, where ${kinds.join(' or ')} would be read`,
    )
  }
  return {
    inputs,
    take,
    constant: (place) => take(place, 'constant').constant,
    number: (name, otherwise) => attributeOf(name, 'float', 'int')?.value ?? otherwise,
    list: (name) => attributeOf(name, 'floats', 'ints', 'strings')?.value,
    tensor: (name) => {
      const attribute = attributeOf(name, 'tensor')
      if (attribute !== undefined) return attribute.value
      throw refused(`has no attribute ${name}`)
    },
    refused,
  }
}

const isOfKind = <Kind extends Value['kind']>(value: Value, kinds: readonly Kind[]): value is ValueOf<Kind> =>
  kinds.some((kind) => kind === value.kind)

const isOfType = <Type extends Attribute['type']>(
  attribute: Attribute,
  types: readonly Type[],
): attribute is AttributeOf<Type> => types.some((type) => type === attribute.type)

/** What an error calls a node. */
export const nodeName = ({ op, name, outputs: [output = 'without outputs'] }: Node): string =>
  `The node ${name === '' ? output : name} (${op})`
