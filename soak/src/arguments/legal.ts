/**
 * Whether a value may stand somewhere: `either` where the documentation leaves that open, `long` where it may, but what it asks
 * for takes too long to be tried.
 */
export type Legality = (value: unknown) => Verdict

export type Verdict = boolean | 'either' | 'long'

export const anything: Legality = () => true

/** None of the values that are tried: a matrix, say, cannot be made without a backend. */
export const nothingElse: Legality = () => false

export const optional =
  (legal: Legality): Legality =>
  (value) =>
    value === undefined || legal(value)

export const whole =
  (least: number, most = Number.MAX_SAFE_INTEGER): Legality =>
  (value) =>
    Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most

/** A size, of which one beyond `tried` asks for too much to be tried. */
export const size =
  (tried: number): Legality =>
  (value) =>
    whole(1)(value) === true && (value as number) > tried ? 'long' : whole(1)(value)

export const seed = whole(0, 2 ** 32 - 1)

export const number: Legality = (value) => typeof value === 'number'

export const positive: Legality = (value) => typeof value === 'number' && value > 0 && value < Infinity

/** From 0 up to, and not, 1. */
export const share: Legality = (value) => typeof value === 'number' && value >= 0 && value < 1

export const notNegative: Legality = (value) => typeof value === 'number' && value >= 0 && value < Infinity

export const exactly =
  (...allowed: readonly unknown[]): Legality =>
  (value) =>
    allowed.includes(value)

export const text: Legality = (value) => typeof value === 'string'

export const flag: Legality = (value) => typeof value === 'boolean'

export const callable: Legality = (value) => typeof value === 'function'

/** An object whose members are all optional: whatever has none of them is legal. */
export const options: Legality = (value) => isObject(value)

/** As another, but what is legal takes too long to be tried. */
export const long =
  (legal: Legality): Legality =>
  (value) =>
    legal(value) === true ? 'long' : legal(value)

/** A list of numbers, of any length unless one is given. What is no array, but has a length of 0, may be one without any. */
export const numbers =
  (length?: number, legal: Legality = number): Legality =>
  (value) => {
    if (!isList(value)) return length === undefined && isLikeEmpty(value) ? 'either' : false
    if (length !== undefined && value.length !== length) return false
    return Array.from(value).every((item) => legal(item) === true)
  }

/** So many float32 numbers. */
export const float32 =
  (length: number): Legality =>
  (value) =>
    value instanceof Float32Array && value.length === length

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isLikeEmpty = (value: unknown): boolean =>
  isObject(value) && !ArrayBuffer.isView(value) && (value as { readonly length?: unknown }).length === 0

/** An array, or a typed array of numbers, that is not detached. */
function isList(value: unknown): value is ArrayLike<unknown> {
  if (Array.isArray(value)) return true
  if (!ArrayBuffer.isView(value) || value instanceof DataView) return false
  const { buffer } = value
  return !(buffer instanceof ArrayBuffer && buffer.detached)
}
