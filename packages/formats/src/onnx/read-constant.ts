import { FormatError } from '@bilayer/core'
import { readFloat32, readFloat64, viewOf } from '../float-bytes.ts'
import {
  type Constant,
  type ConstantValues,
  ELEMENT_TYPES,
  type ElementType,
  keyOf,
  TENSOR,
} from './proto.ts'
import { append, bytesOf, doublesOf, eachField, floatsOf, textOf, wholeOf, wholesOf } from './wire.ts'

/** More dimensions than any tensor of a network has. */
const MOST_DIMENSIONS = 8

/** Reads a TensorProto. Throws `FormatError` for one whose numbers are not all there, or are of a type that is not read. */
export function readConstant(bytes: Uint8Array): Constant {
  let [name, code, isExternal] = ['', 0, false]
  let raw: Uint8Array | undefined
  const dims: number[] = []
  const numbers: number[] = []
  const texts: string[] = []
  eachField(bytes, (field, pbf) => {
    if (field === TENSOR.name) name = textOf(pbf)
    if (field === TENSOR.type) code = wholeOf(pbf)
    if (field === TENSOR.dims) dims.push(...wholesOf(pbf).slice(0, MOST_DIMENSIONS + 1))
    if (field === TENSOR.raw) raw = bytesOf(pbf)
    if (field === TENSOR.floats) append(numbers, floatsOf(pbf))
    if (field === TENSOR.doubles) append(numbers, doublesOf(pbf))
    if (field === TENSOR.int32s || field === TENSOR.int64s) append(numbers, wholesOf(pbf))
    if (field === TENSOR.strings) texts.push(textOf(pbf))
    if (field === TENSOR.external || (field === TENSOR.location && wholeOf(pbf) !== 0)) isExternal = true
  })
  if (isExternal) {
    throw new FormatError(`The numbers of the tensor ${name} lie in another file, which is not opened.`)
  }
  const count = elementsOf(name, dims)
  const type = typeOf(name, code)
  const held = raw === undefined ? listedValues(type, numbers, texts) : rawValues(name, type, raw, count)
  if (held.values.length === count) return { name, dims, ...held }
  throw new FormatError(
    `The tensor ${name} has ${held.values.length} values; ${dims.join(' × ')} takes ${count}.`,
  )
}

function elementsOf(name: string, dims: readonly number[]): number {
  const count = dims.reduce((product, size) => product * size, 1)
  if (dims.length <= MOST_DIMENSIONS && dims.every((size) => size >= 0) && Number.isSafeInteger(count))
    return count
  throw new FormatError(
    `The tensor ${name} has the dimensions ${dims.slice(0, MOST_DIMENSIONS).join(' × ')}, which are none.`,
  )
}

function typeOf(name: string, code: number): ElementType {
  const type = keyOf(ELEMENT_TYPES, code)
  if (type !== undefined) return type
  const read = Object.keys(ELEMENT_TYPES).join(', ')
  throw new FormatError(`The tensor ${name} is of the type ${code}; only these are read: ${read}.`)
}

function listedValues(
  type: ElementType,
  numbers: readonly number[],
  texts: readonly string[],
): ConstantValues {
  if (type === 'string') return { type, values: texts }
  if (type === 'float') return { type, values: Float32Array.from(numbers) }
  return type === 'double' ? { type, values: Float64Array.from(numbers) } : { type, values: numbers }
}

const BYTES = { float: 4, double: 8, int32: 4, int64: 8, bool: 1 } as const

function rawValues(name: string, type: ElementType, raw: Uint8Array, count: number): ConstantValues {
  if (type === 'string') throw new FormatError(`The texts of the tensor ${name} are given as raw bytes.`)
  const size = BYTES[type]
  if (raw.length !== size * count) {
    throw new FormatError(`The tensor ${name} has ${raw.length} bytes; it must have ${size * count}.`)
  }
  const view = viewOf(raw)
  const each = (read: (at: number) => number) => Array.from({ length: count }, (_, i) => read(i * size))
  if (type === 'float') return { type, values: readFloat32(raw) }
  if (type === 'double') return { type, values: readFloat64(raw) }
  if (type === 'int32') return { type, values: each((at) => view.getInt32(at, true)) }
  if (type === 'int64') return { type, values: each((at) => Number(view.getBigInt64(at, true))) }
  return { type, values: [...raw] }
}
