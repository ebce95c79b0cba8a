/** Characters of a string that a message quotes. */
const LONGEST_QUOTE = 100

/** A value in the words of an error message. */
export function describeValue(value: unknown): string {
  try {
    return described(value)
  } catch {
    return 'an object that cannot be read'
  }
}

function described(value: unknown): string {
  if (Array.isArray(value)) return `an array of ${value.length}`
  if (typeof value === 'object' && value !== null) return describeObject(value)
  if (typeof value === 'string') return `the string ${quote(value)}`
  if (typeof value === 'bigint') return `the bigint ${value}n`
  return typeof value === 'function' ? 'a function' : String(value)
}

/** What was thrown, in words: anything can be. */
export function describeError(error: unknown): string {
  if (typeof error === 'string' && error !== '') return error
  const message = (error as { readonly message?: unknown } | null | undefined)?.message
  return typeof message === 'string' && message !== '' ? message : `${describeValue(error)} was thrown`
}

function describeObject({ constructor: made }: object): string {
  const name: unknown = made?.name
  if (typeof name !== 'string' || name === '') return 'a bare object'
  return `${/^[AEIO]/u.test(name) ? 'an' : 'a'} ${name}`
}

const quote = (text: string): string =>
  text.length > LONGEST_QUOTE ? `${JSON.stringify(text.slice(0, LONGEST_QUOTE))}…` : JSON.stringify(text)
