import { FormatError } from '@bilayer/core'
import type { Category } from '@bilayer/data'

/** Categories of one type. */
export type OneKind =
  | { readonly kind: 'string'; readonly values: readonly string[] }
  | { readonly kind: 'number'; readonly values: readonly number[] }
  | { readonly kind: 'boolean'; readonly values: readonly boolean[] }

/** Categories by their type, since a tensor has one. Throws `FormatError` where there are several. `who` has the categories. */
export function oneKind(who: string, categories: readonly Category[]): OneKind {
  if (categories.every((category) => typeof category === 'string'))
    return { kind: 'string', values: categories }
  if (categories.every((category) => typeof category === 'number'))
    return { kind: 'number', values: categories }
  if (categories.every((category) => typeof category === 'boolean'))
    return { kind: 'boolean', values: categories }
  throw new FormatError(
    `${who} has categories of several types, such as ${categories
      .slice(0, 3)
      .map((category) => JSON.stringify(category))
      .join(', ')}; in ONNX they must be strings, numbers or booleans alone.`,
  )
}
