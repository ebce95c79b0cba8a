import type { Backend } from '@bilayer/core'
import type { Legality } from './legal.ts'

/** A public function, with a call of it that is right, and what may stand in the place of each argument. */
export interface Entry {
  /** Such as `createMlp`, or `Mlp.fit` for a method. */
  readonly name: string
  /** A right call, made anew each time. */
  readonly call: () => Call | Promise<Call>
  readonly parameters: readonly Parameter[]
}

/** A call that can be made once. */
export interface Call {
  readonly fn: (...args: never[]) => unknown
  readonly args: readonly unknown[]
  /** Where it makes matrices: a call that is refused leaves none there. */
  readonly backend?: Backend
  /** Lets go of what was made for the call, and of what came of it. */
  readonly close?: () => unknown
}

/** An argument, an option or a member of one. */
export interface Parameter {
  /** Where it stands: the number of the argument, then the keys that lead to it. */
  readonly path: readonly [number, ...(number | string)[]]
  /** What an error may call it: its name in the documentation or, for an object, that of a member that is missing. */
  readonly names: readonly string[]
  /** Which values it takes. */
  readonly legal: Legality
}

/** A parameter by its path, its legal values and its names; the last key of the path is its name where there is no other. */
export function parameter(path: Parameter['path'], legal: Legality, ...names: readonly string[]): Parameter {
  return { path, legal, names: names.length > 0 ? names : [String(path[path.length - 1])] }
}

/** The arguments with another value in one place; nothing that is given is changed. */
export function replaced(args: readonly unknown[], path: Parameter['path'], value: unknown): unknown[] {
  return replacedIn(args, path, value) as unknown[]
}

function replacedIn(holder: unknown, [key, ...rest]: readonly (number | string)[], value: unknown): unknown {
  if (key === undefined) return value
  const copy: unknown = Array.isArray(holder) ? holder.slice() : { ...(holder as object) }
  const members = copy as Record<number | string, unknown>
  members[key] = replacedIn(members[key], rest, value)
  return copy
}

/** Where a parameter stands, in words: `2nd argument, seed`. */
export const placeOf = ({ path: [index, ...keys] }: Parameter): string =>
  [`argument ${index + 1}`, ...keys].join(' › ')
