import { describeError, FormatError } from '@bilayer/core'
import { newlinesIn } from '../text/newlines.ts'
import { repeatedKey } from './repeated-key.ts'

/**
 * What a text tells. `where` is what it is called, such as `Line 7`, and `line` that on which it begins. Throws `FormatError` where it is
 * not JSON, or has a key twice in one object, naming the line.
 */
export function parseJson(where: string, text: string, line: number): unknown {
  const value = parsed(where, text, line)
  const repeated = repeatedKey(text, keysIn(value))
  if (!repeated) return value
  const { key, place } = repeated
  throw new FormatError(
    `Line ${line + newlinesIn(text.slice(0, place))} has the key ${JSON.stringify(key)} a second time in one object.`,
  )
}

function parsed(where: string, text: string, first: number): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    // An engine that names a line counts from the beginning of the text.
    const reason = describeError(cause).replace(
      /\bline (\d+)/u,
      (_, line: string) => `line ${first - 1 + Number(line)}`,
    )
    throw new FormatError(`${where} is not JSON: ${reason}.`, { cause })
  }
}

/** How many keys an object has, or the objects in an array: those of a table. Whatever lies deeper is in none. */
const keysIn = (value: unknown): number =>
  Array.isArray(value) ? value.reduce((sum: number, each) => sum + keysOf(each), 0) : keysOf(value)

const keysOf = (value: unknown): number =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value).length : 0
