import { checkObject, checkOneOf, checkString, ArgumentError, describeValue } from '@bilayer/core'
import { type Category, checkDistinct } from './encoding.ts'

/** Classes to tell apart. Two have one output of the network, the log odds of the second; more have a logit each. */
export interface ClassTarget {
  readonly kind: 'classes'
  /** The column. */
  readonly name: string
  /** Two at least, in the order of the outputs. */
  readonly labels: readonly Category[]
}

/** A number to predict: the network's output y means y · scale + shift. */
export interface QuantityTarget {
  readonly kind: 'quantity'
  /** The column. */
  readonly name: string
  readonly shift: number
  /** Above 0. */
  readonly scale: number
}

/** What the outputs of a network mean: plain data, which JSON keeps whole, to travel with the model. */
export type Target = ClassTarget | QuantityTarget

/** How many outputs the network has. Throws `ArgumentError` for what is no target. */
export function outputsOf(target: Target): number {
  checkTarget('target', target)
  return target.kind === 'classes' && target.labels.length > 2 ? target.labels.length : 1
}

/** Throws `ArgumentError` unless a value is a target. */
export function checkTarget(label: string, target: unknown): asserts target is Target {
  checkObject(label, target, '{ kind: "classes", name: "species", labels: ["setosa", "virginica"] }')
  const { kind, name } = target as Partial<Target>
  checkOneOf(`${label}.kind`, kind, ['classes', 'quantity'])
  checkString(`${label}.name`, name, 'species')
  if (kind === 'classes') checkLabels(`${label}.labels`, (target as ClassTarget).labels)
  else checkScale(label, target as QuantityTarget)
}

function checkLabels(label: string, labels: readonly Category[]): void {
  checkDistinct(label, labels)
  if (labels.length < 2) throw new ArgumentError(`${label} has one label; there must be two at least.`)
}

function checkScale(label: string, { shift, scale }: QuantityTarget): void {
  if (!Number.isFinite(shift)) {
    throw new ArgumentError(`${label}.shift is ${describeValue(shift)}; it must be a finite number.`)
  }
  if (!(Number.isFinite(scale) && scale > 0)) {
    throw new ArgumentError(`${label}.scale is ${describeValue(scale)}; it must be a number above 0.`)
  }
}
