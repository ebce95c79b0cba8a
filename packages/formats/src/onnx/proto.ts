/**
 * The part of ONNX's messages that multilayer perceptrons need, as plain values, and the numbers of their fields
 * (onnx.proto of ONNX 1.12, https://github.com/onnx/onnx).
 */

export interface OnnxModel {
  readonly irVersion: number
  readonly producerName: string
  /** The version of each set of operators; the name of ONNX's own is empty. */
  readonly opsets: readonly OperatorSet[]
  readonly metadata: readonly MetadataEntry[]
  readonly graph: Graph
}

export interface OperatorSet {
  readonly domain: string
  readonly version: number
}

export interface MetadataEntry {
  readonly key: string
  readonly value: string
}

export interface Graph {
  readonly name: string
  /** Each behind those whose outputs it takes. */
  readonly nodes: readonly Node[]
  readonly initializers: readonly Constant[]
  readonly inputs: readonly Port[]
  readonly outputs: readonly Port[]
  /** Values between, where a checker could not tell their types by itself. */
  readonly valueInfos: readonly Port[]
}

/** An operator, with the names of what it takes and gives. */
export interface Node {
  readonly op: string
  readonly domain: string
  readonly name: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes: readonly Attribute[]
}

export type Attribute = { readonly name: string } & AttributeValue

export type AttributeValue =
  | { readonly type: 'float' | 'int'; readonly value: number }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'floats' | 'ints'; readonly value: readonly number[] }
  | { readonly type: 'strings'; readonly value: readonly string[] }
  | { readonly type: 'tensor'; readonly value: Constant }

/** Numbers or texts of a file, row-major. Whole numbers and booleans are held as numbers. */
export type Constant = {
  readonly name: string
  /** Its shape; of no dimension it is one value. */
  readonly dims: readonly number[]
} & ConstantValues

export type ConstantValues =
  | { readonly type: 'float'; readonly values: Float32Array }
  | { readonly type: 'double'; readonly values: Float64Array }
  | { readonly type: 'int32' | 'int64' | 'bool'; readonly values: readonly number[] }
  | { readonly type: 'string'; readonly values: readonly string[] }

export type ElementType = Constant['type']

/** A value with its type. A dimension is a size, or a name where any size goes. */
export interface Port {
  readonly name: string
  readonly type: PortType
  readonly dims: readonly (number | string)[]
}

/** ai.onnx.ml, ONNX's operators for what is no network. */
export const ML = 'ai.onnx.ml'

/** TensorProto.DataType. */
export const ELEMENT_TYPES = {
  float: 1,
  int32: 6,
  int64: 7,
  string: 8,
  bool: 9,
  double: 11,
} as const satisfies Record<ElementType, number>

/** What a value may be: `other` is a map, a sequence, or a tensor of what is not read. */
export type PortType = ElementType | 'other'

export const PORT_TYPES = { ...ELEMENT_TYPES, other: 0 } as const satisfies Record<PortType, number>

/** AttributeProto.AttributeType. */
export const ATTRIBUTE_TYPES = {
  float: 1,
  int: 2,
  string: 3,
  tensor: 4,
  floats: 6,
  ints: 7,
  strings: 8,
} as const satisfies Record<Attribute['type'], number>

export const MODEL = {
  irVersion: 1,
  producerName: 2,
  graph: 7,
  opsets: 8,
  metadata: 14,
  functions: 25,
} as const

export const OPERATOR_SET = { domain: 1, version: 2 } as const

export const METADATA_ENTRY = { key: 1, value: 2 } as const

export const GRAPH = {
  nodes: 1,
  name: 2,
  initializers: 5,
  inputs: 11,
  outputs: 12,
  valueInfos: 13,
  sparseInitializers: 15,
} as const

export const NODE = { inputs: 1, outputs: 2, name: 3, op: 4, attributes: 5, domain: 7 } as const

export const ATTRIBUTE = {
  name: 1,
  float: 2,
  int: 3,
  string: 4,
  tensor: 5,
  floats: 7,
  ints: 8,
  strings: 9,
  type: 20,
} as const

export const TENSOR = {
  dims: 1,
  type: 2,
  floats: 4,
  int32s: 5,
  strings: 6,
  int64s: 7,
  name: 8,
  raw: 9,
  doubles: 10,
  external: 13,
  location: 14,
} as const

export const PORT = { name: 1, type: 2 } as const
export const TYPE = { tensor: 1 } as const
export const TENSOR_TYPE = { element: 1, shape: 2 } as const
export const SHAPE = { dimension: 1 } as const
export const DIMENSION = { size: 1, name: 2 } as const

/** The name of a code, if it has one. */
export const keyOf = <Key extends string>(
  codes: Readonly<Record<Key, number>>,
  code: number,
): Key | undefined => (Object.keys(codes) as Key[]).find((key) => codes[key] === code)
