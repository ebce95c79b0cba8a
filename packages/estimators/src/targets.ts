import { ArgumentError, describeValue } from '@bilayer/core'
import { checkList } from './list.ts'
import { type Floats, type Make, readRows, roomFor, type Rows, type Numbers } from './rows.ts'

/** Numbers to predict: one for each sample, or a row of them. */
export type Targets = ArrayLike<number> | Rows

/** Targets, and whether each sample had a number rather than a row. */
export interface TargetTable<Values> extends Numbers<Values> {
  readonly isFlat: boolean
}

/** Copies targets. Throws as `readRows` does. */
export function readTargets<Values extends Floats>(
  label: string,
  targets: Targets,
  make: Make<Values>,
): TargetTable<Values> {
  return isFlat(targets)
    ? { ...readNumbers(label, targets, make), isFlat: true }
    : { ...readRows(label, targets, make), isFlat: false }
}

function isFlat(targets: Targets): targets is ArrayLike<number> {
  if (typeof targets !== 'object' || targets === null || !('length' in targets)) return false
  return typeof targets[0] !== 'object'
}

function readNumbers<Values extends Floats>(
  label: string,
  numbers: ArrayLike<unknown>,
  make: Make<Values>,
): Numbers<Values> {
  checkList(label, numbers, 'numbers')
  const count = numbers.length
  if (count === 0) throw new ArgumentError(`${label} has no numbers; it needs one at least.`)
  const values = roomFor(label, count, make)
  for (let i = 0; i < count; i++) {
    const number = numbers[i]
    values[i] = typeof number === 'number' ? number : Number.NaN
    if (Number.isFinite(values[i])) continue
    throw new ArgumentError(`${label}[${i}] is ${describeValue(number)}; it must be a finite number.`)
  }
  return { values, count, size: 1 }
}
