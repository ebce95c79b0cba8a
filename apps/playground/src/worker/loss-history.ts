import type { LossCurve } from './protocol.ts'

/** So many epochs are kept; of longer runs every second, every fourth and so on. */
const MOST = 1000

/** The losses of a run, epoch by epoch. */
export class LossHistory {
  #rows: (readonly [epoch: number, train: number, test: number])[] = []
  #stride = 1

  add(epoch: number, train: number, test: number): void {
    if (epoch % this.#stride !== 0) return
    this.#rows.push([epoch, train, test])
    if (this.#rows.length <= MOST) return
    this.#stride *= 2
    this.#rows = this.#rows.filter(([each]) => each % this.#stride === 0)
  }

  /** Forgets the epochs after this one, which a run goes back to. */
  cutAfter(epoch: number): void {
    this.#rows = this.#rows.filter(([each]) => each <= epoch)
  }

  curve(): LossCurve {
    const column = (place: 0 | 1 | 2) => Float64Array.from(this.#rows, (row) => row[place])
    return { epochs: column(0), train: column(1), test: column(2) }
  }
}
