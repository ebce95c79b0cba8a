/** The mean, the variance and the limits of numbers that come one after another, in float64 (B. Welford, Technometrics 4(3), 1962). */
export class Statistics {
  count = 0
  mean = 0
  least = Infinity
  most = -Infinity
  /** The sum of the squares of the distances from the mean. */
  #squares = 0

  add(value: number): void {
    this.count++
    const before = value - this.mean
    this.mean += before / this.count
    this.#squares += before * (value - this.mean)
    this.least = Math.min(this.least, value)
    this.most = Math.max(this.most, value)
  }

  /** That of all numbers there are, not of a sample of them. */
  get deviation(): number {
    return Math.sqrt(this.#squares / this.count)
  }
}

/** What x is made of: (x − shift) / scale. */
export interface Scale {
  readonly shift: number
  readonly scale: number
}

/** Each way of giving a column a scale. */
export const scalings = {
  standard: ({ mean, deviation }) => ({ shift: mean, scale: deviation > 0 ? deviation : 1 }),
  minMax: ({ least, most }) => ({ shift: least, scale: least < most ? most - least : 1 }),
  none: () => ({ shift: 0, scale: 1 }),
} as const satisfies Record<string, (statistics: Statistics) => Scale>

/** A way of giving columns of numbers a scale: mean 0 and deviation 1, from 0 to 1, or as they are. */
export type Scaling = keyof typeof scalings
