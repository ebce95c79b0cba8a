import { FormatError } from '@bilayer/core'

/** Braces and brackets; strings, with the colon behind one that is a key; numbers and words. */
const TOKENS = /[{}[\]]|"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|[^\s{}[\]",:]+/gsu

/** What is read, in messages, and whether numbers may have fractions. */
interface StrictJsonOptions {
  readonly what?: string
  readonly anyNumber?: boolean
}

/** As deep as the reference implementation reads; a header needs three levels. */
const DEEPEST = 127

/**
 * Reads JSON as the reference implementation of safetensors does: no key may stand twice in one object, numbers are whole and
 * in plain digits, text has no half of a surrogate pair, and nothing is nested deeper than 127. Objects have no prototype.
 * Throws `FormatError` for anything else, in the name of `what`. With `anyNumber`, numbers and words are what JSON has.
 *
 * `JSON.parse` tells what is JSON, and reads the texts, but not the objects: it keeps the last of two equal keys without a word,
 * and V8 13.6 (Node.js 24) takes the key `"\""` for `"\\"` where it met that one before.
 */
export function parseStrictJson(
  text: string,
  { what = 'header', anyNumber = false }: StrictJsonOptions = {},
): unknown {
  checkJson(text, what)
  const top: unknown[] = []
  const open: (unknown[] | Record<string, unknown>)[] = [top]
  let key = ''
  for (const [token, colon] of text.matchAll(TOKENS)) {
    const around = open[open.length - 1]
    if (colon !== undefined) {
      key = readText(token.slice(0, -colon.length), what)
      if (Object.hasOwn(around, key)) throw repeated(what, key)
    } else if (token === '}' || token === ']') {
      open.pop()
    } else {
      const value = readValue(token, what, anyNumber)
      if (Array.isArray(around)) around.push(value)
      else around[key] = value
      if (typeof value === 'object' && value !== null) open.push(value)
      if (open.length > DEEPEST + 1) throw new FormatError(`The ${what} is nested deeper than ${DEEPEST}.`)
    }
  }
  return top[0]
}

function checkJson(text: string, what: string): void {
  try {
    JSON.parse(text)
  } catch (cause) {
    throw new FormatError(`The ${what} is not JSON.`, { cause })
  }
}

/** The value that begins with a token. An object without a prototype takes `__proto__` as any other key. */
function readValue(
  token: string,
  what: string,
  anyNumber: boolean,
): string | number | boolean | null | unknown[] | Record<string, unknown> {
  if (token === '{') return Object.create(null) as Record<string, unknown>
  if (token === '[') return []
  if (token.startsWith('"')) return readText(token, what)
  return anyNumber ? (JSON.parse(token) as number | boolean | null) : readNumber(token, what)
}

function readText(token: string, what: string): string {
  const text = JSON.parse(token) as string
  if (text.isWellFormed()) return text
  throw new FormatError(`The ${what} has the text ${token}, with half of a surrogate pair.`)
}

function readNumber(token: string, what: string): number {
  if (/^\d+$/u.test(token)) return Number(token)
  throw new FormatError(
    `The ${what} has the value ${token}; beside texts it may have whole numbers alone, in plain digits.`,
  )
}

const repeated = (what: string, key: string): FormatError =>
  new FormatError(`The ${what} has the key ${JSON.stringify(key)} twice in one object.`)
