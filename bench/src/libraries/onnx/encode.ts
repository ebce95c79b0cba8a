import { BinaryWriter } from '@bufbuild/protobuf/wire'

/** One operator of a graph: inputs and outputs by name. */
export interface Node {
  readonly op: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes?: Readonly<Record<string, number | readonly number[] | Float>>
}

/** An attribute that is a float; a plain number is a whole one. */
export interface Float {
  readonly float: number
}

/** A float32 matrix or vector that goes in or comes out. */
export interface Port {
  readonly name: string
  readonly dimensions: readonly number[]
}

export interface Graph {
  readonly nodes: readonly Node[]
  readonly inputs: readonly Port[]
  readonly outputs: readonly Port[]
}

const IR_VERSION = 8
/** The last in which the axes of a sum are an attribute. */
const OPSET = 12

// The numbers of the fields are those of onnx.proto3, https://github.com/onnx/onnx.
const FLOAT32 = 1
const FLOAT_ATTRIBUTE = 1
const INT_ATTRIBUTE = 2
const INTS_ATTRIBUTE = 7

/** An ONNX model file of one graph. */
export function encodeModel(graph: Graph): Uint8Array {
  const model = new BinaryWriter().uint32(tag(1, VARINT)).int64(IR_VERSION)
  message(model, 7, (writer) => writeGraph(writer, graph))
  message(model, 8, (writer) => {
    writer.uint32(tag(2, VARINT)).int64(OPSET)
  })
  return model.finish()
}

function writeGraph(writer: BinaryWriter, { nodes, inputs, outputs }: Graph): void {
  for (const node of nodes) message(writer, 1, (inner) => writeNode(inner, node))
  text(writer, 2, 'graph')
  for (const port of inputs) message(writer, 11, (inner) => writePort(inner, port))
  for (const port of outputs) message(writer, 12, (inner) => writePort(inner, port))
}

function writeNode(writer: BinaryWriter, { op, inputs, outputs, attributes = {} }: Node): void {
  for (const name of inputs) text(writer, 1, name)
  for (const name of outputs) text(writer, 2, name)
  text(writer, 4, op)
  for (const [name, value] of Object.entries(attributes)) {
    message(writer, 5, (inner) => {
      text(inner, 1, name)
      if (typeof value === 'number') {
        inner.uint32(tag(3, VARINT)).int64(value).uint32(tag(20, VARINT)).int32(INT_ATTRIBUTE)
      } else if ('float' in value) {
        inner.uint32(tag(2, FIXED32)).float(value.float).uint32(tag(20, VARINT)).int32(FLOAT_ATTRIBUTE)
      } else {
        for (const number of value) inner.uint32(tag(8, VARINT)).int64(number)
        inner.uint32(tag(20, VARINT)).int32(INTS_ATTRIBUTE)
      }
    })
  }
}

function writePort(writer: BinaryWriter, { name, dimensions }: Port): void {
  text(writer, 1, name)
  message(writer, 2, (type) =>
    message(type, 1, (tensor) => {
      tensor.uint32(tag(1, VARINT)).int32(FLOAT32)
      message(tensor, 2, (shape) => {
        for (const length of dimensions) {
          message(shape, 1, (dimension) => {
            dimension.uint32(tag(1, VARINT)).int64(length)
          })
        }
      })
    }),
  )
}

const VARINT = 0
const LENGTH_DELIMITED = 2
const FIXED32 = 5

const tag = (field: number, type: number): number => (field << 3) | type

const text = (writer: BinaryWriter, field: number, value: string): BinaryWriter =>
  writer.uint32(tag(field, LENGTH_DELIMITED)).string(value)

function message(writer: BinaryWriter, field: number, write: (inner: BinaryWriter) => void): void {
  writer.uint32(tag(field, LENGTH_DELIMITED)).fork()
  write(writer)
  writer.join()
}
