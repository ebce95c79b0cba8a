import {
  ArgumentError,
  checkArray,
  checkObject,
  checkString,
  checkWholeNumber,
  FormatError,
} from '@bilayer/core'
import { checkNotes } from './check-notes.ts'
import { checkTensor, decodeSafetensors, encodeSafetensors, type Tensor } from './safetensors.ts'
import { parseStrictJson } from './strict-json.ts'

/** What `checkpoint()` of a model of `@bilayer/mlp` resolves to: all that a training needs to go on as if it had not been interrupted. */
export interface TrainingCheckpoint {
  readonly parameters: readonly Tensor[]
  readonly optimiser: string
  readonly kept: readonly Tensor[]
  readonly epoch: number
  readonly batch: number
  readonly samples: number
  readonly seen: number
  readonly steps: number
  readonly losses: readonly number[]
  readonly total: readonly number[]
  readonly random: readonly [number, number, number, number]
}

/** A checkpoint, and what its owner keeps beside it. */
export interface CheckpointFile {
  readonly checkpoint: TrainingCheckpoint
  /** Such as the parameters that were best so far. Their names begin with none of `parameter ` and `kept `. */
  readonly others: readonly Tensor[]
  /** Such as the options of the training. */
  readonly notes: Readonly<Record<string, string>>
}

const VERSION = '1'

/** The keys of the metadata. A note's key has its own prefix. */
const keys = { version: 'bilayer-checkpoint', course: 'course', note: 'note ' } as const

const PARAMETER = 'parameter '
const KEPT = 'kept '

const counts = ['epoch', 'batch', 'samples', 'seen', 'steps'] as const

/**
 * A checkpoint as one safetensors file, bit for bit: what is a matrix as a tensor, all else as JSON in the metadata.
 * Throws `ArgumentError` for what is none, and `FormatError` where the format cannot hold it, as `encodeSafetensors` does.
 */
export function encodeCheckpoint(file: CheckpointFile): Uint8Array {
  checkObject('file', file, '{ checkpoint, others: [], notes: {} }')
  const { checkpoint, others, notes } = file
  checkCheckpoint('checkpoint', checkpoint)
  checkOthers(others)
  checkNotes('notes', notes)
  const { parameters, kept, ...course } = checkpoint
  return encodeSafetensors([...named(PARAMETER, parameters), ...named(KEPT, kept), ...others], {
    [keys.version]: VERSION,
    [keys.course]: JSON.stringify(course),
    ...Object.fromEntries(Object.entries(notes).map(([key, note]) => [`${keys.note}${key}`, note])),
  })
}

const named = (prefix: string, tensors: readonly Tensor[]): Tensor[] =>
  tensors.map((tensor) => ({ ...tensor, name: `${prefix}${tensor.name}` }))

/** What is in a checkpoint's file. Throws `FormatError` for any other; that it fits a network, whoever goes on with it must check. */
export function decodeCheckpoint(bytes: Uint8Array): CheckpointFile {
  const { tensors, metadata } = decodeSafetensors(bytes)
  const version = Object.hasOwn(metadata, keys.version) ? metadata[keys.version] : undefined
  if (version !== VERSION) {
    throw new FormatError(
      version === undefined
        ? `The file is safetensors, and no checkpoint of bilayer: its metadata has no version under the key ${keys.version}.`
        : `The checkpoint is of version ${JSON.stringify(version)}; version ${VERSION} is the one that is read here.`,
    )
  }
  const course = parseStrictJson(metadata[keys.course] ?? '', {
    what: 'course of the checkpoint',
    anyNumber: true,
  })
  const of = (prefix: string): Tensor[] =>
    tensors
      .filter(({ name }) => name.startsWith(prefix))
      .map((tensor) => ({ ...tensor, name: tensor.name.slice(prefix.length) }))
  const checkpoint: unknown = { ...(course as object), parameters: of(PARAMETER), kept: of(KEPT) }
  try {
    checkCheckpoint('checkpoint', checkpoint)
  } catch (cause) {
    if (cause instanceof ArgumentError)
      throw new FormatError(`The file is no checkpoint: ${cause.message}`, { cause })
    throw cause
  }
  const notes = Object.entries(metadata)
    .filter(([key]) => key.startsWith(keys.note))
    .map(([key, note]) => [key.slice(keys.note.length), note])
  return {
    checkpoint,
    others: tensors.filter(({ name }) => !name.startsWith(PARAMETER) && !name.startsWith(KEPT)),
    notes: Object.fromEntries(notes) as Record<string, string>,
  }
}

function checkCheckpoint(label: string, checkpoint: unknown): asserts checkpoint is TrainingCheckpoint {
  checkObject(label, checkpoint, 'what model.checkpoint() resolves to')
  const given = checkpoint as Partial<TrainingCheckpoint>
  checkString(`${label}.optimiser`, given.optimiser, 'adam')
  for (const name of counts) checkWholeNumber(`${label}.${name}`, given[name])
  for (const name of ['losses', 'total', 'random'] as const) {
    const values = given[name]
    checkArray(`${label}.${name}`, values, 'numbers')
    // A copy has no holes, which JSON would not keep.
    if (![...values].every(Number.isFinite))
      throw new ArgumentError(`${label}.${name} must hold finite numbers.`)
  }
  for (const name of ['parameters', 'kept'] as const) checkTensors(`${label}.${name}`, given[name])
}

function checkTensors(label: string, tensors: unknown): asserts tensors is readonly Tensor[] {
  checkArray(label, tensors, 'tensors { name, rows, cols, values }')
  for (const [i, tensor] of tensors.entries()) checkTensor(`${label}[${i}]`, tensor as Tensor)
}

function checkOthers(others: unknown): void {
  checkTensors('others', others)
  for (const [i, { name }] of others.entries()) {
    const own = [PARAMETER, KEPT].find((prefix) => name.startsWith(prefix))
    if (own === undefined) continue
    throw new ArgumentError(
      `others[${i}].name is ${JSON.stringify(name)}; names that begin with ${JSON.stringify(own)} are those of the checkpoint.`,
    )
  }
}
