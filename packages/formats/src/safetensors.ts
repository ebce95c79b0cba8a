import {
  ArgumentError,
  checkArray,
  checkObject,
  checkWholeNumber,
  describeValue,
  FormatError,
} from '@bilayer/core'
import { bitsOf, readFloat32 } from './float32-bytes.ts'
import { parseStrictJson } from './strict-json.ts'

/** A matrix in a model file. */
export interface Tensor {
  readonly name: string
  readonly rows: number
  readonly cols: number
  /** rows × cols numbers, row-major. */
  readonly values: Float32Array
}

/** What a model file holds. */
export interface SafetensorsFile {
  /** In the order of their bytes. */
  readonly tensors: readonly Tensor[]
  readonly metadata: Readonly<Record<string, string>>
}

/** The longest header that is written and read, in bytes: a network of a thousand layers takes a tenth of it. */
const LONGEST_HEADER = 2 ** 20

const LENGTH_BYTES = 8

/** The key of the header that holds no tensor. */
const METADATA = '__metadata__'

/** What the format wants every header to begin with. */
const OPENING_BRACE = 0x7b

const SPACE = 0x20

/**
 * A model as safetensors: 8 bytes with the length of the header, a JSON header, and the numbers, little-endian.
 * (Hugging Face, Safetensors format, version 0.4.) A file of this format holds numbers and names, never code.
 *
 * `decodeSafetensors` gives back the same tensors, bit for bit, and the same metadata. Throws `ArgumentError` for what is no
 * list of tensors and no metadata, and `FormatError` for what the format cannot hold: a name that two tensors have or that is
 * `__metadata__`, values that do not fill their shape, text with half a surrogate pair, a header above 1 MiB.
 */
export function encodeSafetensors(
  tensors: readonly Tensor[],
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  checkTensors(tensors)
  checkMetadata(metadata)
  const header = encodeHeader(tensors, metadata)
  const start = LENGTH_BYTES + header.length
  const bytes = new Uint8Array(start + tensors.reduce((sum, { values }) => sum + 4 * values.length, 0))
  const view = new DataView(bytes.buffer)
  view.setBigUint64(0, BigInt(header.length), true)
  bytes.set(header, LENGTH_BYTES)
  let at = start
  for (const { values } of tensors) {
    for (const bits of bitsOf(values)) {
      view.setUint32(at, bits, true)
      at += 4
    }
  }
  return bytes
}

/**
 * The matrices of a safetensors file; a tensor of one dimension comes as a column.
 * Throws `ArgumentError` for what is no `Uint8Array`, and `FormatError` for any other file, before memory is taken for it.
 */
export function decodeSafetensors(bytes: Uint8Array): SafetensorsFile {
  if (!(bytes instanceof Uint8Array)) {
    throw new ArgumentError(
      `bytes is ${describeValue(bytes)}; it must be a Uint8Array, such as new Uint8Array(buffer).`,
    )
  }
  const { header, start } = readHeader(bytes)
  const { [METADATA]: metadata = {}, ...entries } = header
  if (!isRecord(metadata) || !Object.values(metadata).every((value) => typeof value === 'string')) {
    throw new FormatError('The metadata must be an object of strings.')
  }
  let offset = 0
  const described = Object.entries(entries).map(([name, entry]) => ({ name, ...readEntry(name, entry) }))
  const tensors = described
    .toSorted((a, b) => a.begin - b.begin || a.end - b.end)
    .map(({ name, rows, cols, begin, end }) => {
      if (begin !== offset || start + end > bytes.length) {
        throw new FormatError(
          `The tensor ${name} lies at bytes ${begin} to ${end}; it must begin at ${offset} and end by ${bytes.length - start}.`,
        )
      }
      offset = end
      return { name, rows, cols, values: readFloat32(bytes.subarray(start + begin, start + end)) }
    })
  if (start + offset !== bytes.length) {
    throw new FormatError(`${bytes.length - start - offset} bytes at the end belong to no tensor.`)
  }
  return { tensors, metadata: metadata as Record<string, string> }
}

function checkTensors(tensors: readonly Tensor[]): void {
  checkArray('tensors', tensors, 'tensors { name, rows, cols, values }')
  const names = new Set<string>()
  for (const [index, tensor] of tensors.entries()) {
    checkTensor(`tensors[${index}]`, tensor)
    const { name } = tensor
    if (names.has(name)) throw new FormatError(`Two tensors have one name, ${name}.`)
    names.add(name)
  }
}

/** Throws `ArgumentError` unless a value is a tensor, and `FormatError` for one that the format cannot hold. */
export function checkTensor(label: string, tensor: Tensor): void {
  checkObject(label, tensor, "{ name: 'b1', rows: 2, cols: 1, values: Float32Array.of(1, 2) }")
  const { name, rows, cols, values } = tensor
  checkText(`${label}.name`, name)
  if (name === METADATA)
    throw new FormatError(`${label}.name is ${METADATA}, which the format keeps for itself.`)
  checkWholeNumber(`${label}.rows`, rows)
  checkWholeNumber(`${label}.cols`, cols)
  if (!(values instanceof Float32Array)) {
    throw new ArgumentError(`${label}.values is ${describeValue(values)}; it must be a Float32Array.`)
  }
  if (values.length !== rows * cols) {
    throw new FormatError(
      `The tensor ${name} has ${values.length} numbers; ${rows} × ${cols} takes ${rows * cols}.`,
    )
  }
}

function checkMetadata(metadata: Readonly<Record<string, string>>): void {
  checkObject('metadata', metadata, "{ layers: '784,128,10' }")
  if (!isPlain(metadata)) {
    throw new ArgumentError(
      `metadata is ${describeValue(metadata)}; it must be an object of strings and no more.`,
    )
  }
  for (const [key, value] of Object.entries(metadata)) {
    checkText('A key of metadata', key)
    checkText(`metadata[${JSON.stringify(key)}]`, value)
  }
}

function checkText(label: string, value: unknown): void {
  if (typeof value !== 'string') {
    throw new ArgumentError(`${label} is ${describeValue(value)}; it must be a string.`)
  }
  if (!value.isWellFormed()) {
    throw new FormatError(
      `${label} is ${describeValue(value)}, half of a surrogate pair; the format holds whole text alone.`,
    )
  }
}

/** The header as JSON, with spaces behind it, so that the numbers begin at a multiple of 8 bytes. */
function encodeHeader(tensors: readonly Tensor[], metadata: Readonly<Record<string, string>>): Uint8Array {
  const entries: [string, unknown][] = Object.keys(metadata).length > 0 ? [[METADATA, metadata]] : []
  let offset = 0
  for (const { name, rows, cols } of tensors) {
    const end = offset + 4 * rows * cols
    entries.push([name, { dtype: 'F32', shape: [rows, cols], data_offsets: [offset, end] }])
    offset = end
  }
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(entries)))
  const length = Math.ceil(json.length / LENGTH_BYTES) * LENGTH_BYTES
  if (length > LONGEST_HEADER) {
    throw new FormatError(
      `The header takes ${length} bytes; it may take ${LONGEST_HEADER}. Fewer tensors, shorter names or less metadata would fit.`,
    )
  }
  const padded = new Uint8Array(length).fill(SPACE)
  padded.set(json)
  return padded
}

function readHeader(bytes: Uint8Array): { header: Record<string, unknown>; start: number } {
  if (bytes.length < LENGTH_BYTES)
    throw new FormatError(`The file has ${bytes.length} bytes; the least is ${LENGTH_BYTES}.`)
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true))
  const most = Math.min(LONGEST_HEADER, bytes.length - LENGTH_BYTES)
  if (length > most) throw new FormatError(`The header says it has ${length} bytes; it may have ${most}.`)
  const start = LENGTH_BYTES + length
  const json = bytes.slice(LENGTH_BYTES, start)
  if (json[0] !== OPENING_BRACE)
    throw new FormatError('The header must be a JSON object, from its first byte on.')
  return { header: parseStrictJson(decodeText(json)) as Record<string, unknown>, start }
}

function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new FormatError('The header is not UTF-8.', { cause })
  }
}

function readEntry(name: string, entry: unknown): { rows: number; cols: number; begin: number; end: number } {
  if (!isRecord(entry)) throw new FormatError(`The tensor ${name} has no description.`)
  const { dtype, shape, data_offsets: offsets } = entry
  if (dtype !== 'F32')
    throw new FormatError(`The type of the tensor ${name} is ${describeValue(dtype)}; only F32 is read.`)
  if (!isSizes(shape) || shape.length === 0 || shape.length > 2) {
    throw new FormatError(`The tensor ${name} must have one or two dimensions, each a whole number.`)
  }
  const [rows, cols = 1] = shape
  if (!isSizes(offsets) || offsets.length !== 2 || offsets[1] - offsets[0] !== 4 * rows * cols) {
    throw new FormatError(`The tensor ${name}, ${rows} × ${cols}, must lie on ${4 * rows * cols} bytes.`)
  }
  const [begin, end] = offsets
  return { rows, cols, begin, end }
}

/** Whether an object is nothing but its own keys; of any other class these may not be all that it holds. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isSizes = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0)
