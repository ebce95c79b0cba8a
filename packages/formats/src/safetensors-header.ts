import { describeValue, FormatError } from '@bilayer/core'
import { type Floats, viewOf } from './float-bytes.ts'
import { parseStrictJson } from './strict-json.ts'
import type { Tensor } from './tensor.ts'

/** What stands before the numbers of a file. */
export interface Header {
  /** In the order of their bytes. */
  readonly entries: readonly Entry[]
  readonly metadata: Readonly<Record<string, string>>
}

/** Where the numbers of a tensor lie, in bytes from the first number on. */
export interface Entry {
  readonly name: string
  readonly type: NumberType
  readonly rows: number
  readonly cols: number
  readonly begin: number
  readonly end: number
}

/** The types of numbers that are read, and the bytes that one takes. */
const TYPES = { F32: 4, F64: 8 } as const

type NumberType = keyof typeof TYPES

/** The longest header that is written and read, in bytes: a network of a thousand layers takes a tenth of it. */
const LONGEST_HEADER = 2 ** 20

/** Of the length before the header. */
const LENGTH_BYTES = 8

/** The key of the header that holds no tensor. */
export const METADATA = '__metadata__'

/** What the format wants every header to begin with. */
const OPENING_BRACE = 0x7b

const SPACE = 0x20

/**
 * The length and the header, with spaces behind it, so that the numbers begin at a multiple of 8 bytes.
 * Throws `FormatError` for a header above 1 MiB.
 */
export function encodeHeader(
  tensors: readonly Tensor<Floats>[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const entries: [string, unknown][] = Object.keys(metadata).length > 0 ? [[METADATA, metadata]] : []
  let offset = 0
  for (const { name, rows, cols, values } of tensors) {
    const end = offset + values.byteLength
    const dtype: NumberType = values instanceof Float32Array ? 'F32' : 'F64'
    entries.push([name, { dtype, shape: [rows, cols], data_offsets: [offset, end] }])
    offset = end
  }
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(entries)))
  const length = Math.ceil(json.length / LENGTH_BYTES) * LENGTH_BYTES
  if (length > LONGEST_HEADER) {
    throw new FormatError(
      `The header takes ${length} bytes; it may take ${LONGEST_HEADER}. Fewer tensors, shorter names or less metadata would fit.`,
    )
  }
  const bytes = new Uint8Array(LENGTH_BYTES + length).fill(SPACE)
  viewOf(bytes).setBigUint64(0, BigInt(length), true)
  bytes.set(json, LENGTH_BYTES)
  return bytes
}

/** The header of a file, and the bytes behind it. Throws `FormatError` unless its tensors lie on these one behind the other. */
export function readHeader(bytes: Uint8Array): { readonly header: Header; readonly data: Uint8Array } {
  const { json, data } = split(bytes)
  if (json[0] !== OPENING_BRACE)
    throw new FormatError('The header must be a JSON object, from its first byte on.')
  const { [METADATA]: metadata = {}, ...rest } = parseStrictJson(decodeText(json)) as Record<string, unknown>
  if (!isRecord(metadata) || !isOfStrings(metadata)) {
    throw new FormatError('The metadata must be an object of strings.')
  }
  const entries = Object.entries(rest)
    .map(([name, entry]) => readEntry(name, entry))
    .toSorted((a, b) => a.begin - b.begin || a.end - b.end)
  checkCover(entries, data.length)
  return { header: { entries, metadata }, data }
}

function split(bytes: Uint8Array): { readonly json: Uint8Array; readonly data: Uint8Array } {
  if (bytes.length < LENGTH_BYTES)
    throw new FormatError(`The file has ${bytes.length} bytes; the least is ${LENGTH_BYTES}.`)
  const length = Number(viewOf(bytes).getBigUint64(0, true))
  const most = Math.min(LONGEST_HEADER, bytes.length - LENGTH_BYTES)
  if (length > most) throw new FormatError(`The header says it has ${length} bytes; it may have ${most}.`)
  const end = LENGTH_BYTES + length
  // A copy, since no TextDecoder reads shared memory.
  return { json: bytes.slice(LENGTH_BYTES, end), data: bytes.subarray(end) }
}

function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new FormatError('The header is not UTF-8.', { cause })
  }
}

function readEntry(name: string, entry: unknown): Entry {
  if (!isRecord(entry)) throw new FormatError(`The tensor ${name} has no description.`)
  const { dtype: type, shape, data_offsets: offsets } = entry
  if (!isNumberType(type)) {
    throw new FormatError(
      `The type of the tensor ${name} is ${describeValue(type)}; only ${Object.keys(TYPES).join(' and ')} are read.`,
    )
  }
  if (!isSizes(shape) || shape.length === 0 || shape.length > 2) {
    throw new FormatError(`The tensor ${name} must have one or two dimensions, each a whole number.`)
  }
  const [rows, cols = 1] = shape
  const size = TYPES[type] * rows * cols
  if (!isSizes(offsets) || offsets.length !== 2 || offsets[1] - offsets[0] !== size) {
    throw new FormatError(`The tensor ${name}, ${rows} × ${cols}, must lie on ${size} bytes.`)
  }
  const [begin, end] = offsets
  return { name, type, rows, cols, begin, end }
}

/** Throws `FormatError` unless each tensor begins where the one before it ends, and the last ends with the file. */
function checkCover(entries: readonly Entry[], length: number): void {
  let offset = 0
  for (const { name, begin, end } of entries) {
    if (begin !== offset || end > length) {
      throw new FormatError(
        `The tensor ${name} lies at bytes ${begin} to ${end}; it must begin at ${offset} and end by ${length}.`,
      )
    }
    offset = end
  }
  if (offset !== length) throw new FormatError(`${length - offset} bytes at the end belong to no tensor.`)
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isOfStrings = (record: Record<string, unknown>): record is Record<string, string> =>
  Object.values(record).every((value) => typeof value === 'string')

const isNumberType = (type: unknown): type is NumberType =>
  typeof type === 'string' && Object.hasOwn(TYPES, type)

const isSizes = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0)
