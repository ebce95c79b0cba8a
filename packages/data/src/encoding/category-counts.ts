import { ArgumentError } from '@bilayer/core'
import { type Category, isCategory } from './encoding.ts'
import { wrongValue } from './faults.ts'

/** Each has an input of its own: more would be names of rows rather than what rows have in common. */
const MOST_CATEGORIES = 10_000

/** How often a column has each of its categories. */
export class CategoryCounts {
  readonly #name: string
  readonly #counts = new Map<Category, number>()

  /** `name` is the column's. */
  constructor(name: string) {
    this.#name = name
  }

  /** Throws `ArgumentError` for what is no category, or not of the kind of those before. */
  add(value: unknown, row: number): void {
    const [first = value] = this.#counts.keys()
    if (!isCategory(value) || typeof value !== typeof first) {
      throw wrongValue(this.#name, value, row, `; it must be a ${typeof first}, as those before`)
    }
    this.#counts.set(value, (this.#counts.get(value) ?? 0) + 1)
    if (this.#counts.size > MOST_CATEGORIES) {
      throw new ArgumentError(
        `The column ${this.#name} has more than ${MOST_CATEGORIES} categories by row ${row}. Leave it out, as withoutColumns does.`,
      )
    }
  }

  /** Numbers by size, strings by code units, false before true. */
  inOrder(): Category[] {
    return [...this.#counts.keys()].toSorted((a, b) => Number(a > b) - Number(a < b))
  }

  /** The first, in order, of the most frequent. */
  mostFrequent(): Category {
    const count = (category: Category): number => this.#counts.get(category) ?? 0
    return this.inOrder().reduce((best, category) => (count(category) > count(best) ? category : best))
  }
}
