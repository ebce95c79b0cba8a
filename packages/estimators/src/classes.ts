import { ArgumentError, describeValue, type Samples } from '@bilayer/core'
import { oneHot } from '@bilayer/data'
import { classesOf, type Label } from './labels.ts'

/** The classes that a classifier tells apart, and what they are to its network: outputs. */
export class Classes<L extends Label> {
  /** In order. */
  readonly labels: readonly L[]
  readonly #places: ReadonlyMap<Label, number>

  /** Throws `ArgumentError` unless there are two at least; `name` is where they come from, such as `y`. */
  constructor(name: string, labels: readonly L[]) {
    this.labels = classesOf(labels)
    this.#places = new Map(this.labels.map((label, place) => [label, place]))
    if (this.labels.length > 1) return
    throw new ArgumentError(
      `${name} has one class, ${describeValue(this.labels[0])}; a classifier needs two at least.`,
    )
  }

  /** Two classes have one output, the log odds of the second; more have one each. */
  get outputs(): number {
    return this.labels.length === 2 ? 1 : this.labels.length
  }

  /** The number of each label's class. Throws `ArgumentError` for a label of none. */
  placesOf(name: string, labels: readonly L[]): Uint32Array {
    return Uint32Array.from(labels, (label, i) => {
      const place = this.#places.get(label)
      if (place !== undefined) return place
      throw new ArgumentError(
        `${name}[${i}] is ${describeValue(label)}, which is no class; there are: ${this.labels.join(', ')}.`,
      )
    })
  }

  /** What the network is to give for samples of these classes. */
  targetsOf(places: Uint32Array): Samples {
    return this.outputs === 1
      ? { values: Float32Array.from(places), count: places.length, size: 1 }
      : oneHot(places, this.outputs)
  }
}
