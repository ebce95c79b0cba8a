import { describeValue, FormatError } from '@bilayer/core'
import type { Model } from '../model.ts'
import { modelOfFile } from '../of-file.ts'
import { parseStrictJson } from '../strict-json.ts'
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
  const metadata = parseStrictJson(text, { what: 'metadata of bilayer', anyNumber: true })
  const { version, names, encoding, target, notes } = (metadata ?? {}) as Partial<
    Record<keyof Metadata, unknown>
  >
  if (version !== VERSION) {
    throw new FormatError(
      `The metadata of bilayer are of the version ${describeValue(version)}; only ${VERSION} is read.`,
    )
  }
  if (!Array.isArray(names) || names.length !== parameters.length) {
    throw new FormatError(`The metadata of bilayer must have ${parameters.length} names of parameters.`)
  }
  return modelOfFile({
    parameters: parameters.map((parameter, i) => ({ ...parameter, name: names[i] as unknown })),
    activations,
    ...(encoding === undefined ? {} : { encoding }),
    ...(target === undefined ? {} : { target }),
    notes,
  })
}
