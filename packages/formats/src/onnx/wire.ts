import { FormatError } from '@bilayer/core'
import { PbfReader } from 'pbf'

/**
 * Fields of protobuf messages, read strictly: each must have the type that it should, and lie within its message. (pbf reads on
 * without a word where a message ends early.)
 */

const VARINT = 0
const FIXED64 = 1
const BYTES = 2
const FIXED32 = 5

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Calls `read` at each field of a message; what it does not read is skipped. */
export function eachField(bytes: Uint8Array, read: (field: number, pbf: PbfReader) => void): void {
  const pbf = new PbfReader(bytes)
  pbf.readFields((field) => {
    read(field, pbf)
    checkEnd(pbf, pbf.pos <= pbf.length)
  }, null)
  checkEnd(pbf, pbf.pos === pbf.length)
}

export function wholeOf(pbf: PbfReader): number {
  checkType(pbf, VARINT)
  const value = pbf.readVarint(true)
  if (Number.isSafeInteger(value)) return value
  throw new FormatError(`The file holds the whole number ${value}; numbers beyond 2⁵³ are not read.`)
}

export function floatOf(pbf: PbfReader): number {
  checkType(pbf, FIXED32)
  return pbf.readFloat()
}

/** The bytes of a field, which are not copied. */
export function bytesOf(pbf: PbfReader): Uint8Array {
  checkType(pbf, BYTES)
  const bytes = pbf.readBytes()
  checkEnd(pbf, pbf.pos <= pbf.length)
  return bytes
}

export const textOf = (pbf: PbfReader): string => utf8.decode(bytesOf(pbf))

/** Whole numbers of a field that may hold many, or one of them each time. */
export const wholesOf = (pbf: PbfReader): number[] =>
  pbf.type === BYTES ? packed(bytesOf(pbf), VARINT, wholeOf) : [wholeOf(pbf)]

export const floatsOf = (pbf: PbfReader): number[] =>
  pbf.type === BYTES ? packed(bytesOf(pbf), FIXED32, floatOf) : [floatOf(pbf)]

export const doublesOf = (pbf: PbfReader): number[] =>
  pbf.type === BYTES ? packed(bytesOf(pbf), FIXED64, doubleOf) : [doubleOf(pbf)]

function doubleOf(pbf: PbfReader): number {
  checkType(pbf, FIXED64)
  return pbf.readDouble()
}

function packed(bytes: Uint8Array, type: number, read: (pbf: PbfReader) => number): number[] {
  const pbf = new PbfReader(bytes)
  pbf.type = type
  const numbers: number[] = []
  while (pbf.pos < pbf.length) numbers.push(read(pbf))
  checkEnd(pbf, pbf.pos === pbf.length)
  return numbers
}

/** As many as there may be: `push(...more)` has a limit. */
export function append(list: number[], more: readonly number[]): void {
  for (const number of more) list.push(number)
}

function checkType(pbf: PbfReader, type: number): void {
  if (pbf.type === type) return
  throw new FormatError(
    `A field before byte ${pbf.pos} of its message has the type ${pbf.type}; it must be ${type}.`,
  )
}

function checkEnd(pbf: PbfReader, fits: boolean): void {
  if (fits) return
  throw new FormatError(`A message of ${pbf.length} bytes ends within a field.`)
}
