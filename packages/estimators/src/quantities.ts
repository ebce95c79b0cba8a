import { ArgumentError, describeValue, type Samples, ShapeError } from '@bilayer/core'
import { checkList } from './list.ts'

/** Numbers in a list, or by name in an object, in which what is left out is 0. */
export type Quantities = ArrayLike<number> | Readonly<Record<string, number | undefined>>

/** Where a number must lie, both ends included. */
interface Range {
  readonly least: number
  readonly most: number
}

const ANY: Range = { least: -3.4e38, most: 3.4e38 }

/** How lists or objects of numbers become samples, and back: learnt from those of the examples. */
export class Quantifier {
  /** The names, in the order in which they were found; undefined for lists. */
  readonly #names: readonly string[] | undefined
  readonly #size: number
  readonly #range: Range
  /** Those of the examples. */
  readonly samples: Samples

  /** Throws `ArgumentError` or `ShapeError` unless all are lists of one length or all are objects; `what` is what they are called. */
  constructor(what: string, all: readonly Quantities[], range: Range = ANY) {
    if (all.length === 0) throw new ArgumentError('data has no examples; training needs one at least.')
    this.#range = range
    this.#names = isList(all[0]) ? undefined : [...new Set(all.flatMap((each) => Object.keys(each ?? {})))]
    this.#size = isList(all[0]) ? all[0].length : (this.#names?.length ?? 0)
    if (this.#size === 0)
      throw new ArgumentError(`data has no numbers in its ${what}s; it needs one at least.`)
    const values = Float32Array.from(all.flatMap((each, i) => this.#numbersOf(`data[${i}].${what}`, each)))
    this.samples = { values, count: all.length, size: this.#size }
  }

  /** One sample. Throws as the constructor does, and for names that no example had. */
  read(label: string, quantities: Quantities): Samples {
    const values = Float32Array.from(this.#numbersOf(label, quantities))
    return { values, count: 1, size: this.#size }
  }

  /** The numbers of one sample, as those of the examples were. */
  write(values: Float32Array): number[] | Record<string, number> {
    return this.#names ? Object.fromEntries(this.#names.map((name, i) => [name, values[i]])) : [...values]
  }

  #numbersOf(label: string, quantities: Quantities): number[] {
    return this.#names === undefined
      ? this.#listed(label, quantities)
      : this.#named(label, quantities, this.#names)
  }

  #listed(label: string, list: Quantities): number[] {
    checkList(label, list, 'numbers, as the examples have')
    if (list.length !== this.#size) {
      throw new ShapeError(
        `${label} has ${list.length} numbers; it must have ${this.#size}, as the first example.`,
      )
    }
    return Array.from({ length: this.#size }, (_, i) => this.#checked(`${label}[${i}]`, list[i]))
  }

  #named(label: string, quantities: Quantities, names: readonly string[]): number[] {
    if (typeof quantities !== 'object' || quantities === null || isList(quantities)) {
      throw new ArgumentError(
        `${label} is ${describeValue(quantities)}; it must be an object of numbers, as the examples have.`,
      )
    }
    for (const name of Object.keys(quantities)) {
      if (names.includes(name)) continue
      throw new ArgumentError(
        `${label} has ${JSON.stringify(name)}, which no example has; they have: ${names.join(', ')}.`,
      )
    }
    return names.map((name) =>
      quantities[name] === undefined ? 0 : this.#checked(`${label}.${name}`, quantities[name]),
    )
  }

  #checked(label: string, value: unknown): number {
    const { least, most } = this.#range
    if (typeof value === 'number' && value >= least && value <= most) return value
    const where = this.#range === ANY ? '' : ` from ${least} to ${most}`
    throw new ArgumentError(`${label} is ${describeValue(value)}; it must be a finite number${where}.`)
  }
}

const isList = (value: unknown): value is ArrayLike<number> =>
  Array.isArray(value) || ArrayBuffer.isView(value)
