import type { Model } from '../model.ts'

/** The key of a model file's metadata under which what a graph cannot say is kept. */
export const METADATA_KEY = 'bilayer'

/** The version of what is kept, and of the graph that belongs to it. */
export const METADATA_VERSION = 1

/** What a graph cannot say of a model, as JSON keeps it. */
export interface Metadata extends Pick<Model, 'encoding' | 'target' | 'notes'> {
  readonly version: typeof METADATA_VERSION
  /** The names of W1, b1, W2, … */
  readonly parameters: readonly string[]
}

export function metadataOf({ parameters, encoding, target, notes }: Model): string {
  const metadata = {
    version: METADATA_VERSION,
    parameters: parameters.map(({ name }) => name),
    encoding,
    target,
    notes,
  }
  return JSON.stringify(metadata satisfies { [Key in keyof Metadata]: unknown })
}
