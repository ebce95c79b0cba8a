import { checkModel } from './check-model.ts'
import { checkVersion } from './check-version.ts'
import type { Floats } from './float-bytes.ts'
import type { Model } from './model.ts'
import { modelOfFile } from './of-file.ts'
import { decodeSafetensors, encodeSafetensors } from './safetensors.ts'
import { parseStrictJson } from './strict-json.ts'
import type { Tensor } from './tensor.ts'

/** Of the members below. A later one may say what this code cannot know. */
export const MODEL_VERSION = 1

/** The key of the version in the metadata. */
const VERSION_KEY = 'bilayer'

/** The members of a model that are JSON in the metadata, each under its name. */
const members = ['activations', 'encoding', 'target', 'notes'] as const

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
  const given = members.filter((member) => model[member] !== undefined)
  return encodeSafetensors(model.parameters, {
    [VERSION_KEY]: String(MODEL_VERSION),
    ...Object.fromEntries(given.map((member) => [member, JSON.stringify(model[member])])),
  })
}

/**
 * The model in a file, bit for bit. Throws `FormatError` for any other file: a foreign or damaged one, parts that do not fit each
 * other, or a newer version.
 */
export function decodeModel(bytes: Uint8Array): Model {
  const { tensors, metadata } = decodeSafetensors(bytes)
  checkVersion(metadata, { what: 'model', key: VERSION_KEY, version: MODEL_VERSION })
  const given = members.filter((member) => Object.hasOwn(metadata, member))
  const read = (member: string): unknown =>
    parseStrictJson(metadata[member], { what: `${member} of the model`, anyNumber: true })
  return modelOfFile({
    parameters: inOrder(tensors),
    ...Object.fromEntries(given.map((member) => [member, read(member)])),
  })
}

/** W1, b1, W2, …: readers and writers of safetensors keep no order. */
const inOrder = (tensors: readonly Tensor<Floats>[]): Tensor<Floats>[] =>
  tensors.toSorted((x, y) => placeOf(x) - placeOf(y))

const placeOf = ({ name }: Tensor<Floats>): number => 2 * Number(name.slice(1)) + Number(name.startsWith('b'))
