import { ArgumentError, checkObject, checkOneOf } from '@bilayer/core'
import { checkTable, type Table } from '../table.ts'
import { listed } from '../listed.ts'
import { CategoryCounts } from './category-counts.ts'
import { type ColumnEncoding, type Encoding, isMissing } from './encoding.ts'
import { missingValue, wrongValue } from './faults.ts'
import { type Scaling, scalings, Statistics } from './statistics.ts'

/** What a column holds. */
export type ColumnKind = ColumnEncoding['kind']

/** How columns become numbers. */
export interface EncodingOptions {
  /**
   * `standard`: mean 0 and deviation 1; `minMax`: 0 to 1; `none`: as they are. `standard` unless given. A column whose numbers are all
   * equal becomes zeros.
   */
  readonly scaling?: Scaling
  /**
   * `refuse`: a missing value is an error; `impute`: the mean stands for a missing number, and the category that is most frequent, the first of
   * equals, for a missing one. `refuse` unless given.
   */
  readonly missing?: 'refuse' | 'impute'
  /** What columns hold, by name: a column of numbers may be one of categories. By their values unless given. */
  readonly kinds?: Readonly<Record<string, ColumnKind>>
}

/**
 * How the columns of a table become the inputs of a network: numbers of one scale, categories one-hot. Learn it from the samples to train
 * on, and use it on all others.
 *
 * Throws `ArgumentError` for a value that is missing, for a column of more than one kind, of no value at all or of more than
 * 10,000 categories, and for numbers that are not finite, naming the column and the row.
 */
export function learnEncoding(table: Table, options: EncodingOptions = {}): Encoding {
  const learner = new EncodingLearner(options)
  learner.add(table)
  return learner.encoding()
}

/** Learns an encoding from a table that comes in parts, such as a file that is larger than memory. */
export class EncodingLearner {
  readonly #options: Required<EncodingOptions>
  readonly #columns = new Map<string, ColumnLearner>()
  #rows = 0

  constructor(options: EncodingOptions = {}) {
    checkObject('options', options, '{ scaling: "standard", missing: "impute" }')
    const { scaling = 'standard', missing = 'refuse', kinds = {} } = options
    checkOneOf('scaling', scaling, Object.keys(scalings) as Scaling[])
    checkOneOf('missing', missing, ['refuse', 'impute'])
    checkObject('kinds', kinds, '{ year: "category" }')
    for (const [name, kind] of Object.entries(kinds))
      checkOneOf(`kinds.${name}`, kind, ['number', 'category'])
    this.#options = { scaling, missing, kinds }
  }

  /** Learns from some rows more. Throws `ArgumentError` or `ShapeError` for what does not fit those before. */
  add(table: Table): void {
    checkTable('table', table)
    this.#checkNames(Object.keys(table.columns))
    for (const [name, values] of Object.entries(table.columns)) this.#learnerOf(name).add(values, this.#rows)
    this.#rows += table.count
  }

  /** What was learnt. Throws `ArgumentError` where there were no rows, or a column has no value. */
  encoding(): Encoding {
    if (this.#rows === 0) throw new ArgumentError('The table has no rows; it needs one at least.')
    return [...this.#columns.values()].map((learner) => learner.encoding())
  }

  #checkNames(names: readonly string[]): void {
    const { kinds } = this.#options
    const unknown = Object.keys(kinds).find((name) => !names.includes(name))
    if (unknown !== undefined) {
      throw new ArgumentError(
        `kinds names ${JSON.stringify(unknown)}, which no column is called; there are ${listed(names)}.`,
      )
    }
    const known = [...this.#columns.keys()]
    if (known.length === 0) return
    if (known.length === names.length && known.every((name, i) => name === names[i])) return
    throw new ArgumentError(`The table has the columns ${listed(names)}; those before have ${listed(known)}.`)
  }

  #learnerOf(name: string): ColumnLearner {
    const { scaling, missing, kinds } = this.#options
    const learner =
      this.#columns.get(name) ??
      new ColumnLearner(
        name,
        Object.hasOwn(kinds, name) ? kinds[name] : undefined,
        scaling,
        missing === 'impute',
      )
    this.#columns.set(name, learner)
    return learner
  }
}

/** What is learnt of one column. */
class ColumnLearner {
  readonly #name: string
  readonly #scaling: Scaling
  readonly #imputes: boolean
  #kind: ColumnKind | undefined
  #isEmpty = true
  readonly #statistics = new Statistics()
  readonly #counts: CategoryCounts

  constructor(name: string, kind: ColumnKind | undefined, scaling: Scaling, imputes: boolean) {
    this.#name = name
    this.#kind = kind
    this.#scaling = scaling
    this.#imputes = imputes
    this.#counts = new CategoryCounts(name)
  }

  /** `before` is how many rows came earlier. */
  add(values: ArrayLike<unknown>, before: number): void {
    for (let i = 0; i < values.length; i++) {
      const value = values[i]
      if (!isMissing(value)) this.#learn(value, before + i)
      else if (!this.#imputes) throw missingValue(this.#name, before + i)
    }
  }

  encoding(): ColumnEncoding {
    const name = this.#name
    if (this.#isEmpty) {
      throw new ArgumentError(`The column ${name} holds nothing; leave it out, as withoutColumns does.`)
    }
    if (this.#kind === 'category') {
      return {
        kind: 'category',
        name,
        categories: this.#counts.inOrder(),
        missing: this.#imputes ? this.#counts.mostFrequent() : null,
      }
    }
    const { shift, scale } = scalings[this.#scaling](this.#statistics)
    return { kind: 'number', name, shift, scale, missing: this.#imputes ? this.#statistics.mean : null }
  }

  #learn(value: unknown, row: number): void {
    this.#isEmpty = false
    this.#kind ??= typeof value === 'number' ? 'number' : 'category'
    if (this.#kind === 'category') {
      this.#counts.add(value, row)
    } else if (typeof value === 'number' && Number.isFinite(value)) {
      this.#statistics.add(value)
    } else {
      throw wrongValue(this.#name, value, row, '; it must be a finite number')
    }
  }
}
