import { closestMatch } from 'leven'

/** Ends a message with the choice that was meant, such as ` (Did you mean wasm?)`; nothing where none is near. */
export function didYouMean(given: string, choices: readonly string[]): string {
  const meant = closestMatch(given, choices, { maxDistance: Math.max(1, Math.floor(given.length / 2)) })
  return meant === undefined ? '' : ` (Did you mean ${meant}?)`
}
