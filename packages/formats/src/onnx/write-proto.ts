import { PbfWriter } from 'pbf'
import { bytesOf } from '../float-bytes.ts'
import {
  type Attribute,
  ATTRIBUTE,
  ATTRIBUTE_TYPES,
  type Constant,
  DIMENSION,
  ELEMENT_TYPES,
  type Graph,
  GRAPH,
  METADATA_ENTRY,
  type MetadataEntry,
  MODEL,
  type Node,
  NODE,
  type OnnxModel,
  OPERATOR_SET,
  type OperatorSet,
  type Port,
  PORT,
  PORT_TYPES,
  SHAPE,
  TENSOR,
  TENSOR_TYPE,
  TYPE,
} from './proto.ts'

const utf8 = new TextEncoder()

/** Text, as `writeStringField` does but for pbf 5.1.2 making U+10000 of U+20000. */
const writeText = (pbf: PbfWriter, field: number, text: string): void =>
  pbf.writeBytesField(field, utf8.encode(text))

/** A model file. */
export function writeModel(model: OnnxModel): Uint8Array {
  const pbf = new PbfWriter()
  pbf.writeVarintField(MODEL.irVersion, model.irVersion)
  writeText(pbf, MODEL.producerName, model.producerName)
  pbf.writeMessage(MODEL.graph, writeGraph, model.graph)
  for (const opset of model.opsets) pbf.writeMessage(MODEL.opsets, writeOpset, opset)
  for (const entry of model.metadata) pbf.writeMessage(MODEL.metadata, writeMetadata, entry)
  return pbf.finish()
}

/** The bytes of a graph alone: equal for graphs that are equal. */
export function bytesOfGraph(graph: Graph): Uint8Array {
  const pbf = new PbfWriter()
  writeGraph(graph, pbf)
  return pbf.finish()
}

function writeOpset({ domain, version }: OperatorSet, pbf: PbfWriter): void {
  writeText(pbf, OPERATOR_SET.domain, domain)
  pbf.writeVarintField(OPERATOR_SET.version, version)
}

function writeMetadata({ key, value }: MetadataEntry, pbf: PbfWriter): void {
  writeText(pbf, METADATA_ENTRY.key, key)
  writeText(pbf, METADATA_ENTRY.value, value)
}

function writeGraph(graph: Graph, pbf: PbfWriter): void {
  for (const node of graph.nodes) pbf.writeMessage(GRAPH.nodes, writeNode, node)
  writeText(pbf, GRAPH.name, graph.name)
  for (const constant of graph.initializers) pbf.writeMessage(GRAPH.initializers, writeConstant, constant)
  for (const port of graph.inputs) pbf.writeMessage(GRAPH.inputs, writePort, port)
  for (const port of graph.outputs) pbf.writeMessage(GRAPH.outputs, writePort, port)
  for (const port of graph.valueInfos) pbf.writeMessage(GRAPH.valueInfos, writePort, port)
}

function writeNode(node: Node, pbf: PbfWriter): void {
  for (const name of node.inputs) writeText(pbf, NODE.inputs, name)
  for (const name of node.outputs) writeText(pbf, NODE.outputs, name)
  writeText(pbf, NODE.name, node.name)
  writeText(pbf, NODE.op, node.op)
  for (const attribute of node.attributes) pbf.writeMessage(NODE.attributes, writeAttribute, attribute)
  writeText(pbf, NODE.domain, node.domain)
}

function writeAttribute(attribute: Attribute, pbf: PbfWriter): void {
  const { name, type, value } = attribute
  writeText(pbf, ATTRIBUTE.name, name)
  switch (type) {
    case 'float':
      pbf.writeFloatField(ATTRIBUTE.float, value)
      break
    case 'int':
      pbf.writeVarintField(ATTRIBUTE.int, value)
      break
    case 'string':
      writeText(pbf, ATTRIBUTE.string, value)
      break
    case 'tensor':
      pbf.writeMessage(ATTRIBUTE.tensor, writeConstant, value)
      break
    case 'floats':
      for (const number of value) pbf.writeFloatField(ATTRIBUTE.floats, number)
      break
    case 'ints':
      for (const number of value) pbf.writeVarintField(ATTRIBUTE.ints, number)
      break
    case 'strings':
      for (const text of value) writeText(pbf, ATTRIBUTE.strings, text)
      break
  }
  pbf.writeVarintField(ATTRIBUTE.type, ATTRIBUTE_TYPES[type])
}

function writeConstant(constant: Constant, pbf: PbfWriter): void {
  for (const size of constant.dims) pbf.writeVarintField(TENSOR.dims, size)
  pbf.writeVarintField(TENSOR.type, ELEMENT_TYPES[constant.type])
  writeText(pbf, TENSOR.name, constant.name)
  switch (constant.type) {
    case 'string':
      for (const text of constant.values) writeText(pbf, TENSOR.strings, text)
      break
    case 'float':
      pbf.writeBytesField(TENSOR.raw, bytesOf(constant.values))
      break
    case 'double':
      pbf.writePackedDouble(TENSOR.doubles, [...constant.values])
      break
    case 'int64':
      pbf.writePackedVarint(TENSOR.int64s, [...constant.values])
      break
    case 'int32':
    case 'bool':
      pbf.writePackedVarint(TENSOR.int32s, [...constant.values])
      break
  }
}

function writePort({ name, type, dims }: Port, pbf: PbfWriter): void {
  writeText(pbf, PORT.name, name)
  pbf.writeMessage(PORT.type, writeType, { type, dims })
}

const writeType = (type: Omit<Port, 'name'>, pbf: PbfWriter): void =>
  pbf.writeMessage(TYPE.tensor, writeTensorType, type)

function writeTensorType({ type, dims }: Omit<Port, 'name'>, pbf: PbfWriter): void {
  pbf.writeVarintField(TENSOR_TYPE.element, PORT_TYPES[type])
  pbf.writeMessage(TENSOR_TYPE.shape, writeShape, dims)
}

function writeShape(dims: Port['dims'], pbf: PbfWriter): void {
  for (const dimension of dims) pbf.writeMessage(SHAPE.dimension, writeDimension, dimension)
}

function writeDimension(dimension: number | string, pbf: PbfWriter): void {
  if (typeof dimension === 'string') writeText(pbf, DIMENSION.name, dimension)
  else pbf.writeVarintField(DIMENSION.size, dimension)
}
