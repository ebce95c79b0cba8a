import { ArgumentError, checkObject, checkString, describeValue, FormatError } from '@bilayer/core'
import { checkBytes } from './check-bytes.ts'
import { bytesOf, type Floats, readFloat32, readFloat64 } from './float-bytes.ts'
import { encodeHeader, METADATA, readHeader } from './safetensors-header.ts'
import { anyTensor, checkTensors, type Tensor } from './tensor.ts'

/** What a file of safetensors holds. */
export interface SafetensorsFile {
  /** In the order of their bytes. */
  readonly tensors: readonly Tensor<Floats>[]
  readonly metadata: Readonly<Record<string, string>>
}

/**
 * Tensors as safetensors: 8 bytes with the length of the header, a JSON header, and the numbers, little-endian, float32 as F32 and
 * float64 as F64. (Hugging Face, Safetensors format, version 0.4.) A file of this format holds numbers and names, never code.
 *
 * `decodeSafetensors` gives back the same tensors, bit for bit, and the same metadata. Throws `ArgumentError` for what is no
 * list of tensors and no metadata, `ShapeError` for values that do not fill their shape, and `FormatError` for what the format cannot
 * hold: a name that two tensors have or that is `__metadata__`, text with half a surrogate pair, a header above 1 MiB.
 */
export function encodeSafetensors(
  tensors: readonly Tensor<Floats>[],
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  checkTensors('tensors', tensors, anyTensor)
  checkNames(tensors)
  checkMetadata(metadata)
  const header = encodeHeader(tensors, metadata)
  const bytes = new Uint8Array(tensors.reduce((sum, { values }) => sum + values.byteLength, header.length))
  bytes.set(header)
  let at = header.length
  for (const { values } of tensors) {
    bytes.set(bytesOf(values), at)
    at += values.byteLength
  }
  return bytes
}

/**
 * The matrices of a safetensors file; a tensor of one dimension comes as a column, F32 as a `Float32Array`, F64 as a `Float64Array`.
 * Throws `ArgumentError` for what is no `Uint8Array`, and `FormatError` for any other file, before memory is taken for it.
 */
export function decodeSafetensors(bytes: Uint8Array): SafetensorsFile {
  checkBytes(bytes)
  const { header, data } = readHeader(bytes)
  const tensors = header.entries.map(({ name, type, rows, cols, begin, end }) => {
    const part = data.subarray(begin, end)
    return { name, rows, cols, values: type === 'F32' ? readFloat32(part) : readFloat64(part) }
  })
  return { tensors, metadata: header.metadata }
}

function checkNames(tensors: readonly Tensor<Floats>[]): void {
  const names = new Set<string>()
  for (const [i, { name }] of tensors.entries()) {
    checkWellFormed(`tensors[${i}].name`, name)
    if (name === METADATA)
      throw new FormatError(`tensors[${i}].name is ${METADATA}, which the format keeps for itself.`)
    if (names.has(name)) throw new FormatError(`Two tensors have one name, ${name}.`)
    names.add(name)
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
    const label = `metadata[${JSON.stringify(key)}]`
    checkWellFormed('A key of metadata', key)
    checkString(label, value, '784,128,10')
    checkWellFormed(label, value)
  }
}

function checkWellFormed(label: string, text: string): void {
  if (text.isWellFormed()) return
  throw new FormatError(
    `${label} is ${describeValue(text)}, half of a surrogate pair; the format holds whole text alone.`,
  )
}

/** Whether an object is nothing but its own keys; of any other class these may not be all that it holds. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
