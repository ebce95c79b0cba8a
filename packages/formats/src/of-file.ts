import { ArgumentError, FormatError, ShapeError } from '@bilayer/core'
import { checkModel } from './check-model.ts'
import type { Model } from './model.ts'

/** What `check` returns of a file's contents. Where it refuses them the file is wrong, not an argument: it is a `FormatError`. */
export function ofFile<T>(what: string, check: () => T): T {
  try {
    return check()
  } catch (cause) {
    if (!(cause instanceof ArgumentError || cause instanceof ShapeError)) throw cause
    throw new FormatError(`The file is no ${what}: ${cause.message}`, { cause })
  }
}

/** A model that a file holds. Throws `FormatError` for what is none. */
export const modelOfFile = (model: unknown): Model =>
  ofFile('model', () => {
    checkModel('model', model)
    return model
  })
