import { BilayerError } from '@bilayer/core'

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
  readonly tensors: readonly Tensor[]
  readonly metadata: Readonly<Record<string, string>>
}

/** A file that is not what its format asks for. The message says where. */
export class FormatError extends BilayerError {
  override readonly name = 'FormatError'
  readonly code = 'BILAYER_FORMAT'
}

/** The longest header that is read: a network of a thousand layers takes a tenth of it. */
const LONGEST_HEADER = 2 ** 20

const LENGTH_BYTES = 8

/**
 * A model as safetensors: 8 bytes with the length of the header, a JSON header, and the numbers, little-endian.
 * (Hugging Face, Safetensors format, version 0.4.) A file of this format holds numbers and names, never code.
 */
export function encodeSafetensors(
  tensors: readonly Tensor[],
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const header: [string, unknown][] = Object.keys(metadata).length > 0 ? [['__metadata__', metadata]] : []
  let offset = 0
  for (const { name, rows, cols, values } of tensors) {
    if (values.length !== rows * cols) {
      throw new FormatError(
        `The tensor ${name} has ${values.length} numbers; ${rows} × ${cols} takes ${rows * cols}.`,
      )
    }
    header.push([
      name,
      { dtype: 'F32', shape: [rows, cols], data_offsets: [offset, offset + 4 * values.length] },
    ])
    offset += 4 * values.length
  }
  if (new Set(header.map(([name]) => name)).size < header.length)
    throw new FormatError('Two tensors have one name.')

  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)))
  const padded = Math.ceil(json.length / LENGTH_BYTES) * LENGTH_BYTES
  const bytes = new Uint8Array(LENGTH_BYTES + padded + offset).fill(0x20, LENGTH_BYTES, LENGTH_BYTES + padded)
  const view = new DataView(bytes.buffer)
  view.setBigUint64(0, BigInt(padded), true)
  bytes.set(json, LENGTH_BYTES)
  let at = LENGTH_BYTES + padded
  for (const { values } of tensors) {
    for (const value of values) {
      view.setFloat32(at, value, true)
      at += 4
    }
  }
  return bytes
}

/**
 * The matrices of a safetensors file; a tensor of one dimension comes as a column.
 * Throws `FormatError` for anything else, before any memory is taken for it.
 */
export function decodeSafetensors(bytes: Uint8Array): SafetensorsFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { header, start } = readHeader(bytes, view)
  const { __metadata__: metadata = {}, ...entries } = header
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
      const values = Float32Array.from({ length: rows * cols }, (_, i) =>
        view.getFloat32(start + begin + 4 * i, true),
      )
      return { name, rows, cols, values }
    })
  if (start + offset !== bytes.length) {
    throw new FormatError(`${bytes.length - start - offset} bytes at the end belong to no tensor.`)
  }
  return { tensors, metadata: metadata as Record<string, string> }
}

function readHeader(bytes: Uint8Array, view: DataView): { header: Record<string, unknown>; start: number } {
  if (bytes.length < LENGTH_BYTES)
    throw new FormatError(`The file has ${bytes.length} bytes; the least is ${LENGTH_BYTES}.`)
  const length = Number(view.getBigUint64(0, true))
  const most = Math.min(LONGEST_HEADER, bytes.length - LENGTH_BYTES)
  if (length > most) throw new FormatError(`The header says it has ${length} bytes; it may have ${most}.`)
  const header = parseJson(bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + length))
  if (!isRecord(header)) throw new FormatError('The header must be a JSON object.')
  return { header, start: LENGTH_BYTES + length }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new FormatError('The header is not JSON.', { cause })
  }
}

function readEntry(name: string, entry: unknown): { rows: number; cols: number; begin: number; end: number } {
  if (!isRecord(entry)) throw new FormatError(`The tensor ${name} has no description.`)
  const { dtype, shape, data_offsets: offsets } = entry
  if (dtype !== 'F32')
    throw new FormatError(`The tensor ${name} has the type ${String(dtype)}; only F32 is read.`)
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

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isSizes = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0)
