/** Braces, and strings, with the colon behind one that is a key. */
const TOKENS = /[{}]|("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?/gsu

/** A key that an object has twice, and the place of the second in the text. */
interface RepeatedKey {
  readonly key: string
  readonly place: number
}

/**
 * The first key that stands twice in one object of a text that is JSON: `JSON.parse` keeps the last value without a word.
 * `found` is how many keys it gave. Most texts have no more that could be one, and are not looked at any closer.
 */
export function repeatedKey(text: string, found: number): RepeatedKey | undefined {
  return possibleKeys(text) === found ? undefined : findRepeated(text)
}

/** How many colons could be those of keys: within a string, too, some stand behind a space. */
function possibleKeys(text: string): number {
  let count = 0
  for (let colon = text.indexOf(':'); colon !== -1; colon = text.indexOf(':', colon + 1)) {
    if ('" \t\r\n'.includes(text[colon - 1])) count++
  }
  return count
}

function findRepeated(text: string): RepeatedKey | undefined {
  const open: Set<string>[] = []
  for (const { 0: token, 1: string, 2: colon, index: place } of text.matchAll(TOKENS)) {
    if (token === '{') open.push(new Set())
    else if (token === '}') open.pop()
    else if (colon !== undefined) {
      const keys = open[open.length - 1]
      const key = JSON.parse(string) as string
      if (keys.has(key)) return { key, place }
      keys.add(key)
    }
  }
  return undefined
}
