import { BilayerError, FormatError } from '@bilayer/core'
import { checkModel } from './check-model.ts'
import type { Model } from './model.ts'
import { decodeSafetensors, encodeSafetensors, type Tensor } from './safetensors.ts'
import { parseStrictJson } from './strict-json.ts'

/** Of the keys below. A later one may say what this code cannot know. */
export const MODEL_VERSION = 1

/** The keys of the metadata. */
const keys = {
  version: 'bilayer',
  activations: 'activations',
  encoding: 'encoding',
  target: 'target',
  notes: 'notes',
} as const

/**
 * A model as one safetensors file: the parameters are its tensors, and all else is JSON in its metadata, under `activations`, `encoding`,
 * `target` and `notes`; `bilayer` has the version. Any reader of safetensors reads the parameters. A file of this format holds numbers
 * and names, never code.
 *
 * Throws `ArgumentError` or `ShapeError` for what is no model, and `FormatError` where the format cannot hold it, as
 * `encodeSafetensors` does.
 */
export function encodeModel(model: Model): Uint8Array {
  checkModel('model', model)
  const { parameters, activations, encoding, target, notes } = model
  return encodeSafetensors(parameters, {
    [keys.version]: String(MODEL_VERSION),
    [keys.activations]: JSON.stringify(activations),
    ...(encoding && { [keys.encoding]: JSON.stringify(encoding) }),
    ...(target && { [keys.target]: JSON.stringify(target) }),
    [keys.notes]: JSON.stringify(notes),
  })
}

/**
 * The model in a file, bit for bit. Throws `FormatError` for any other file: a foreign or damaged one, parts that do not fit each
 * other, or a newer version.
 */
export function decodeModel(bytes: Uint8Array): Model {
  const { tensors, metadata } = decodeSafetensors(bytes)
  checkVersion(metadata)
  const read = (key: string): unknown =>
    Object.hasOwn(metadata, key)
      ? parseStrictJson(metadata[key], { what: `${key} of the model`, anyNumber: true })
      : undefined
  const [activations, encoding, target, notes] = [
    keys.activations,
    keys.encoding,
    keys.target,
    keys.notes,
  ].map(read)
  const model: unknown = {
    parameters: inOrder(tensors),
    activations,
    ...(encoding !== undefined && { encoding }),
    ...(target !== undefined && { target }),
    notes,
  }
  try {
    checkModel('model', model)
    return model
  } catch (cause) {
    if (cause instanceof BilayerError)
      throw new FormatError(`The file is no model: ${cause.message}`, { cause })
    throw cause
  }
}

function checkVersion(metadata: Readonly<Record<string, string>>): void {
  if (!Object.hasOwn(metadata, keys.version)) {
    throw new FormatError(
      'The file is safetensors, and no model of bilayer: its metadata has no version under the key bilayer.',
    )
  }
  const version = metadata[keys.version]
  if (version === String(MODEL_VERSION)) return
  throw new FormatError(
    /^\d+$/u.test(version) && Number(version) > MODEL_VERSION
      ? `The model is of version ${version} of the format, and version ${MODEL_VERSION} is the newest that is read here. A newer bilayer reads it.`
      : `The version of the model is ${JSON.stringify(version)}; it must be ${MODEL_VERSION}.`,
  )
}

/** W1, b1, W2, …: readers and writers of safetensors keep no order. */
const inOrder = (tensors: readonly Tensor[]): Tensor[] => tensors.toSorted((x, y) => placeOf(x) - placeOf(y))

const placeOf = ({ name }: Tensor): number => 2 * Number(name.slice(1)) + Number(name.startsWith('b'))
