import { ArgumentError, FormatError, ShapeError } from '@bilayer/core'
import { checkModel } from '../check-model.ts'
import type { Model } from '../model.ts'
import { checkFew } from './one-kind.ts'
import type { OnnxModel } from './proto.ts'

/** The key of a model file's metadata under which what a graph cannot say is kept. */
export const METADATA_KEY = 'bilayer'

/** The version of what is kept, and of the graph that belongs to it. */
const VERSION = 1

/** What a graph cannot say of a model, as JSON keeps it: `names` are those of W1, b1, W2, … */
interface Metadata extends Pick<Model, 'encoding' | 'target' | 'notes'> {
  readonly version: number
  readonly names: readonly string[]
}

export function encodeMetadata({ parameters, encoding, target, notes }: Model): string {
  const names = parameters.map(({ name }) => name)
  return JSON.stringify({ version: VERSION, names, encoding, target, notes } satisfies Record<
    keyof Metadata,
    unknown
  >)
}

/** A file's metadata of ours, if it has any. */
export const metadataIn = ({ metadata }: OnnxModel): string | undefined =>
  metadata.find(({ key }) => key === METADATA_KEY)?.value

/** Layers with what was kept of their model. Throws `FormatError` where that is none, or does not fit. */
export function withMetadata(text: string, { parameters, activations }: Model): Model {
  const { version, names, encoding, target, notes } = parse(text)
  if (version !== VERSION) {
    throw new FormatError(`The metadata are of the version ${String(version)}; only ${VERSION} is read.`)
  }
  if (!Array.isArray(names) || names.length !== parameters.length) {
    throw new FormatError(`The metadata must have ${parameters.length} names of parameters.`)
  }
  const model: unknown = {
    parameters: parameters.map((parameter, i) => ({ ...parameter, name: names[i] as unknown })),
    activations,
    ...(encoding === undefined ? {} : { encoding }),
    ...(target === undefined ? {} : { target }),
    notes,
  }
  checkLists(encoding, target)
  checkRead(model)
  return model
}

function parse(text: string): Partial<Record<keyof Metadata, unknown>> {
  let metadata: unknown
  try {
    metadata = JSON.parse(text)
  } catch (cause) {
    throw new FormatError('The metadata are not JSON.', { cause })
  }
  if (typeof metadata === 'object' && metadata !== null) return metadata
  throw new FormatError('The metadata are no object.')
}

/** Before they are compared with each other, which takes the square of their number. */
function checkLists(encoding: unknown, target: unknown): void {
  for (const one of [target, ...(Array.isArray(encoding) ? (encoding as unknown[]) : [])]) {
    const { categories, labels } = (one ?? {}) as { categories?: unknown; labels?: unknown }
    for (const list of [categories, labels]) if (Array.isArray(list)) checkFew('The metadata', list.length)
  }
}

/** Throws `FormatError` unless what was read is a model. */
export function checkRead(model: unknown): asserts model is Model {
  try {
    checkModel('model', model)
  } catch (cause) {
    if (!(cause instanceof ArgumentError || cause instanceof ShapeError)) throw cause
    throw new FormatError(`The file holds no model: ${cause.message}`, { cause })
  }
}
