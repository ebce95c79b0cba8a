/** Things to come, each with the time it is due. */
export class Heap<T> {
  readonly #entries: Entry<T>[] = []
  #count = 0

  push(due: number, value: T): void {
    const entries = this.#entries
    const entry = { due, order: this.#count++, value }
    let place = entries.push(entry) - 1
    while (place > 0) {
      const parent = (place - 1) >> 1
      if (!isBefore(entry, entries[parent])) break
      entries[place] = entries[parent]
      place = parent
    }
    entries[place] = entry
  }

  /** Takes out what is due first; of those due at once, what came first. Undefined where nothing is left. */
  pop(): { readonly due: number; readonly value: T } | undefined {
    const entries = this.#entries
    const [first] = entries
    const last = entries.pop()
    if (last === undefined || entries.length === 0) return last
    let place = 0
    for (;;) {
      let child = 2 * place + 1
      if (child + 1 < entries.length && isBefore(entries[child + 1], entries[child])) child++
      if (child >= entries.length || !isBefore(entries[child], last)) break
      entries[place] = entries[child]
      place = child
    }
    entries[place] = last
    return first
  }
}

interface Entry<T> {
  readonly due: number
  readonly order: number
  readonly value: T
}

const isBefore = (a: Entry<unknown>, b: Entry<unknown>): boolean =>
  a.due < b.due || (a.due === b.due && a.order < b.order)
