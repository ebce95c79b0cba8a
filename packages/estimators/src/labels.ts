import { ArgumentError, describeValue, ShapeError } from '@bilayer/core'
import type { Category } from '@bilayer/data'
import { checkList } from './list.ts'

/** What a class is called: a category of the column that is learnt. */
export type Label = Category

/**
 * A copy of labels. Throws `ArgumentError` unless they are a list, with one at least, of strings, of numbers or of booleans; `name`
 * is what the caller calls it.
 */
export function readLabels<L extends Label>(name: string, labels: ArrayLike<L>): L[] {
  checkList(name, labels, 'labels')
  if (labels.length === 0) throw new ArgumentError(`${name} has no labels; it needs one at least.`)
  const read: L[] = []
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]
    if (!isLabel(label)) {
      throw new ArgumentError(
        `${name}[${i}] is ${describeValue(label)}; a label must be a string, a number or a boolean.`,
      )
    }
    checkKind(`${name}[${i}]`, label, `${name}[0]`, labels[0])
    read.push(label)
  }
  return read
}

/** The different labels of lists, in order: numbers by size, strings by code units, false before true. */
export function classesOf<L extends Label>(...lists: readonly (readonly L[])[]): L[] {
  return [...new Set(lists.flat())].toSorted((a, b) => Number(a > b) - Number(a < b))
}

/** Throws `ShapeError` unless one list has a label for each of the other, and `ArgumentError` unless all are of one kind. */
export function checkPaired(
  [name, labels]: readonly [string, readonly Label[]],
  [other, others]: readonly [string, readonly Label[]],
): void {
  if (labels.length !== others.length) {
    throw new ShapeError(
      `${name} has ${labels.length} labels, and ${other} ${others.length}; each sample needs one in both.`,
    )
  }
  checkKind(`${name}[0]`, labels[0], `${other}[0]`, others[0])
}

/** Throws `ArgumentError` unless two labels are of one kind: there is no order among others. */
export function checkKind(name: string, label: Label, other: string, first: Label): void {
  if (typeof label === typeof first) return
  throw new ArgumentError(
    `${name} is ${describeValue(label)}, and ${other} ${describeValue(first)}; labels must be all strings, all numbers or all booleans.`,
  )
}

function isLabel(value: unknown): value is Label {
  if (typeof value === 'number') return Number.isFinite(value)
  return typeof value === 'string' || typeof value === 'boolean'
}
