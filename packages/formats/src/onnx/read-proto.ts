import { FormatError } from '@bilayer/core'
import type { PbfReader } from 'pbf'
import {
  type Attribute,
  ATTRIBUTE,
  ATTRIBUTE_TYPES,
  type AttributeValue,
  type Constant,
  DIMENSION,
  type Graph,
  GRAPH,
  keyOf,
  METADATA_ENTRY,
  MODEL,
  type Node,
  NODE,
  type OnnxModel,
  OPERATOR_SET,
  type Port,
  PORT,
  PORT_TYPES,
  type PortType,
  SHAPE,
  TENSOR_TYPE,
  TYPE,
} from './proto.ts'
import { readConstant } from './read-constant.ts'
import { append, bytesOf, eachField, floatOf, floatsOf, textOf, wholeOf, wholesOf } from './wire.ts'

/**
 * Reads a model file. What changes nothing, such as comments, is let be; what `proto.ts` does not know and would change something is
 * refused: functions, graphs within graphs, sparse numbers, numbers in other files. It takes memory for a small multiple of the bytes, and
 * messages do not nest deeper than those of `proto.ts`. Throws `FormatError` for whatever is no such file.
 */
export function readModel(bytes: Uint8Array): OnnxModel {
  try {
    return modelOf(bytes)
  } catch (cause) {
    if (cause instanceof FormatError) throw cause
    // pbf has no errors of its own.
    throw new FormatError('The file is no protobuf message, or is cut off.', { cause })
  }
}

function modelOf(bytes: Uint8Array): OnnxModel {
  let [irVersion, producerName] = [0, '']
  let graph: Graph | undefined
  const opsets: OnnxModel['opsets'][number][] = []
  const metadata: OnnxModel['metadata'][number][] = []
  eachField(bytes, (field, pbf) => {
    if (field === MODEL.irVersion) irVersion = wholeOf(pbf)
    if (field === MODEL.producerName) producerName = textOf(pbf)
    if (field === MODEL.opsets) opsets.push(opsetOf(bytesOf(pbf)))
    if (field === MODEL.metadata) metadata.push(metadataEntryOf(bytesOf(pbf)))
    if (field === MODEL.graph) graph = once('graph', graph, graphOf(bytesOf(pbf)))
    if (field === MODEL.functions) throw new FormatError('The model has functions, which are not read.')
  })
  if (graph === undefined) throw new FormatError('The file has no graph: it is no ONNX model.')
  return { irVersion, producerName, opsets, metadata, graph }
}

function opsetOf(bytes: Uint8Array): OnnxModel['opsets'][number] {
  let [domain, version] = ['', 0]
  eachField(bytes, (field, pbf) => {
    if (field === OPERATOR_SET.domain) domain = textOf(pbf)
    if (field === OPERATOR_SET.version) version = wholeOf(pbf)
  })
  return { domain, version }
}

function metadataEntryOf(bytes: Uint8Array): OnnxModel['metadata'][number] {
  let [key, value] = ['', '']
  eachField(bytes, (field, pbf) => {
    if (field === METADATA_ENTRY.key) key = textOf(pbf)
    if (field === METADATA_ENTRY.value) value = textOf(pbf)
  })
  return { key, value }
}

function graphOf(bytes: Uint8Array): Graph {
  let name = ''
  const nodes: Node[] = []
  const initializers: Constant[] = []
  const inputs: Port[] = []
  const outputs: Port[] = []
  const valueInfos: Port[] = []
  eachField(bytes, (field, pbf) => {
    if (field === GRAPH.name) name = textOf(pbf)
    if (field === GRAPH.nodes) nodes.push(nodeOf(bytesOf(pbf)))
    if (field === GRAPH.initializers) initializers.push(readConstant(bytesOf(pbf)))
    if (field === GRAPH.inputs) inputs.push(portOf(bytesOf(pbf)))
    if (field === GRAPH.outputs) outputs.push(portOf(bytesOf(pbf)))
    if (field === GRAPH.valueInfos) valueInfos.push(portOf(bytesOf(pbf)))
    if (field === GRAPH.sparseInitializers)
      throw new FormatError('The graph has sparse numbers, which are not read.')
  })
  return { name, nodes, initializers, inputs, outputs, valueInfos }
}

function nodeOf(bytes: Uint8Array): Node {
  let [op, domain, name] = ['', '', '']
  const inputs: string[] = []
  const outputs: string[] = []
  const attributes: Attribute[] = []
  eachField(bytes, (field, pbf) => {
    if (field === NODE.op) op = textOf(pbf)
    if (field === NODE.domain) domain = textOf(pbf)
    if (field === NODE.name) name = textOf(pbf)
    if (field === NODE.inputs) inputs.push(textOf(pbf))
    if (field === NODE.outputs) outputs.push(textOf(pbf))
    if (field === NODE.attributes) attributes.push(attributeOf(bytesOf(pbf)))
  })
  return { op, domain, name, inputs, outputs, attributes }
}

function attributeOf(bytes: Uint8Array): Attribute {
  let [name, type, number, text] = ['', 0, 0, '']
  let tensor: Constant | undefined
  const numbers: number[] = []
  const texts: string[] = []
  eachField(bytes, (field, pbf) => {
    if (field === ATTRIBUTE.name) name = textOf(pbf)
    if (field === ATTRIBUTE.type) type = wholeOf(pbf)
    if (field === ATTRIBUTE.float) number = floatOf(pbf)
    if (field === ATTRIBUTE.int) number = wholeOf(pbf)
    if (field === ATTRIBUTE.string) text = textOf(pbf)
    if (field === ATTRIBUTE.tensor) tensor = readConstant(bytesOf(pbf))
    if (field === ATTRIBUTE.floats) append(numbers, floatsOf(pbf))
    if (field === ATTRIBUTE.ints) append(numbers, wholesOf(pbf))
    if (field === ATTRIBUTE.strings) texts.push(textOf(pbf))
  })
  return { name, ...valueOf(name, type, { number, text, tensor, numbers, texts }) }
}

interface Held {
  readonly number: number
  readonly text: string
  readonly tensor: Constant | undefined
  readonly numbers: readonly number[]
  readonly texts: readonly string[]
}

function valueOf(name: string, code: number, held: Held): AttributeValue {
  const type = keyOf(ATTRIBUTE_TYPES, code)
  if (type === 'float' || type === 'int') return { type, value: held.number }
  if (type === 'floats' || type === 'ints') return { type, value: held.numbers }
  if (type === 'string') return { type, value: held.text }
  if (type === 'strings') return { type, value: held.texts }
  if (type === 'tensor' && held.tensor !== undefined) return { type, value: held.tensor }
  throw new FormatError(`The attribute ${name} is of the type ${code}, which is not read.`)
}

function portOf(bytes: Uint8Array): Port {
  let name = ''
  let type: PortType = 'other'
  const dims: (number | string)[] = []
  const tensorType = (field: number, pbf: PbfReader) => {
    if (field === TENSOR_TYPE.element) type = keyOf(PORT_TYPES, wholeOf(pbf)) ?? 'other'
    if (field === TENSOR_TYPE.shape) eachField(bytesOf(pbf), shape)
  }
  const shape = (field: number, pbf: PbfReader) => {
    if (field === SHAPE.dimension) dims.push(dimensionOf(bytesOf(pbf)))
  }
  eachField(bytes, (field, pbf) => {
    if (field === PORT.name) name = textOf(pbf)
    if (field !== PORT.type) return
    eachField(bytesOf(pbf), (inner, value) => {
      if (inner === TYPE.tensor) eachField(bytesOf(value), tensorType)
    })
  })
  return { name, type, dims }
}

function dimensionOf(bytes: Uint8Array): number | string {
  let dimension: number | string = ''
  eachField(bytes, (field, pbf) => {
    if (field === DIMENSION.size) dimension = wholeOf(pbf)
    if (field === DIMENSION.name) dimension = textOf(pbf)
  })
  return dimension
}

function once<T>(what: string, before: T | undefined, value: T): T {
  if (before === undefined) return value
  throw new FormatError(`The file has the ${what} twice.`)
}
