import { checkObject, type Checkpoint, FormatError } from '@bilayer/core'
import { checkCheckpoint, lists } from './check-checkpoint.ts'
import { checkNotes } from './check-notes.ts'
import { checkVersion } from './check-version.ts'
import type { Floats } from './float-bytes.ts'
import { ofFile } from './of-file.ts'
import { decodeSafetensors, encodeSafetensors } from './safetensors.ts'
import { parseStrictJson } from './strict-json.ts'
import { anyTensor, checkTensors, type Tensor } from './tensor.ts'

/** A checkpoint, and what its owner keeps beside it. */
export interface CheckpointFile {
  readonly checkpoint: Checkpoint
  /** Such as the parameters that were best so far, or a learning curve as float64. */
  readonly others: readonly Tensor<Floats>[]
  /** Such as the options of the training. */
  readonly notes: Readonly<Record<string, string>>
}

const VERSION = 1

/** The keys of the metadata. A note's key has its own prefix. */
const keys = { version: 'bilayer-checkpoint', course: 'course', note: 'note ' } as const

/** What the names of tensors begin with, by what these are. */
const prefixes = { parameters: 'parameter ', kept: 'kept ', others: 'other ', lists: 'list ' } as const

/**
 * A checkpoint as one safetensors file, bit for bit: matrices as F32, lists of numbers as F64, all else as JSON in the metadata.
 * Throws `ArgumentError` or `ShapeError` for what is none, and `FormatError` where the format cannot hold it, as `encodeSafetensors` does.
 */
export function encodeCheckpoint(file: CheckpointFile): Uint8Array {
  checkObject('file', file, '{ checkpoint, others: [], notes: {} }')
  const { checkpoint, others, notes } = file
  checkCheckpoint('checkpoint', checkpoint)
  checkTensors('others', others, anyTensor)
  checkNotes('notes', notes)
  const { parameters, kept, losses, total, ...course } = checkpoint
  const tensors = [
    ...prefixed(prefixes.parameters, parameters),
    ...prefixed(prefixes.kept, kept),
    ...prefixed(prefixes.lists, [listTensor('losses', losses), listTensor('total', total)]),
    ...prefixed(prefixes.others, others),
  ]
  return encodeSafetensors(tensors, {
    [keys.version]: String(VERSION),
    [keys.course]: JSON.stringify(course),
    ...Object.fromEntries(Object.entries(notes).map(([key, note]) => [`${keys.note}${key}`, note])),
  })
}

/** What is in a checkpoint's file. Throws `FormatError` for any other; that it fits a network, whoever goes on with it must check. */
export function decodeCheckpoint(bytes: Uint8Array): CheckpointFile {
  const { tensors, metadata } = decodeSafetensors(bytes)
  checkVersion(metadata, { what: 'checkpoint', key: keys.version, version: VERSION })
  const course = parseStrictJson(metadata[keys.course] ?? '', {
    what: 'course of the checkpoint',
    anyNumber: true,
  })
  const found = withPrefix(prefixes.lists, tensors)
  const given: unknown = {
    ...(course as object),
    parameters: withPrefix(prefixes.parameters, tensors),
    kept: withPrefix(prefixes.kept, tensors),
    ...Object.fromEntries(lists.map((name) => [name, listIn(found, name)])),
  }
  const checkpoint = ofFile('checkpoint', () => {
    checkCheckpoint('checkpoint', given)
    return given
  })
  const notes = Object.entries(metadata)
    .filter(([key]) => key.startsWith(keys.note))
    .map(([key, note]): [string, string] => [key.slice(keys.note.length), note])
  return {
    checkpoint,
    others: withPrefix(prefixes.others, tensors),
    notes: Object.fromEntries(notes),
  }
}

const prefixed = (prefix: string, tensors: readonly Tensor<Floats>[]): Tensor<Floats>[] =>
  tensors.map((tensor) => ({ ...tensor, name: `${prefix}${tensor.name}` }))

const withPrefix = (prefix: string, tensors: readonly Tensor<Floats>[]): Tensor<Floats>[] =>
  tensors
    .filter(({ name }) => name.startsWith(prefix))
    .map((tensor) => ({ ...tensor, name: tensor.name.slice(prefix.length) }))

const listTensor = (name: string, values: readonly number[]): Tensor<Floats> => ({
  name,
  rows: values.length,
  cols: 1,
  values: Float64Array.from(values),
})

function listIn(tensors: readonly Tensor<Floats>[], name: string): number[] {
  const values = tensors.find((tensor) => tensor.name === name)?.values
  if (values instanceof Float64Array) return Array.from(values)
  throw new FormatError(`The file is no checkpoint: it has no F64 tensor "${prefixes.lists}${name}".`)
}
