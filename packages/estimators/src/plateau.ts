/** Tells when nothing has become better for too long, as scikit-learn does. */
export class Plateau {
  readonly #tolerance: number
  readonly #patience: number
  #best = -Infinity
  #level = 0

  constructor(tolerance: number, patience: number) {
    this.#tolerance = tolerance
    this.#patience = patience
  }

  /** Whether more than `patience` epochs in a row, up to that of this score, were no better than the best by the tolerance. */
  isReached(score: number): boolean {
    this.#level = score < this.#best + this.#tolerance ? this.#level + 1 : 0
    this.#best = Math.max(this.#best, score)
    if (this.#level <= this.#patience) return false
    this.#level = 0
    return true
  }
}
