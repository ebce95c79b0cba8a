import type { Backend } from 'bilayer'

const MOST_LISTED = 12

/** The first of a list, and how many more there are. */
export function listed(items: readonly unknown[]): string {
  const more = items.length - MOST_LISTED
  const shown = items.slice(0, MOST_LISTED).join(', ')
  return more > 0 ? `${shown} and ${more.toLocaleString('en')} more` : shown
}

/** So many of a thing, such as `1 row` and `2 rows`. */
export const countOf = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

/** Such as `96.7 %`. */
export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

/** A backend and what it runs on, such as `wasm: one WebAssembly thread, relaxed SIMD`. */
export function describeBackend({ name, info: { device, mode } }: Backend): string {
  return mode === undefined ? `${name}: ${device}` : `${name}: ${device}, ${mode}`
}
