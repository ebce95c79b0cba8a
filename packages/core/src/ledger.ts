import { ArgumentError } from './errors.ts'
import { type Allocation, Handle } from './handle.ts'

/** Keeps count of what is alive, and knows which scope each allocation was made in. */
export class Ledger<S> {
  #size = 0
  #scope: Allocation<S>[] | undefined

  /** How many allocations are alive. */
  get size(): number {
    return this.#size
  }

  add(allocation: Allocation<S>): void {
    this.#size++
    this.#scope?.push(allocation)
  }

  remove(allocation: Allocation<S>): void {
    allocation.freed = true
    this.#size--
  }

  /** Forgets everything, without freeing. */
  clear(): void {
    this.#size = 0
  }

  /** `Backend.scope`. What `fn` returns moves to the scope around, if there is one. */
  scope<T>(fn: () => T, free: (allocation: Allocation<S>) => void): T {
    const outer = this.#scope
    const made: Allocation<S>[] = []
    this.#scope = made
    let kept = new Set<unknown>()
    try {
      const result = fn()
      if (isThenable(result)) {
        // What goes wrong behind it, now that its matrices are freed, comes of the error that is thrown here.
        result.then(undefined, () => {})
        throw new ArgumentError(
          'scope: fn returned a promise; it must be synchronous. Await outside the scope, and return the matrices to keep.',
        )
      }
      kept = allocationsIn(result)
      return result
    } finally {
      this.#scope = outer
      for (const allocation of made) {
        if (!allocation.live) continue
        if (kept.has(allocation)) outer?.push(allocation)
        else free(allocation)
      }
    }
  }
}

/** The allocations of all matrices in a value: itself, or in its arrays and objects at any depth. */
function allocationsIn(value: unknown): Set<unknown> {
  const found = new Set<unknown>()
  const seen = new Set<unknown>()
  const pending = [value]
  while (pending.length > 0) {
    const item = pending.pop()
    if (typeof item !== 'object' || item === null || ArrayBuffer.isView(item) || seen.has(item)) continue
    seen.add(item)
    if (item instanceof Handle) {
      found.add(item.allocation)
      continue
    }
    const values = item instanceof Map || item instanceof Set ? item.values() : Object.values(item)
    for (const inner of values) pending.push(inner)
  }
  return found
}

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
