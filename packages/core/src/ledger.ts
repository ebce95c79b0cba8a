import { ArgumentError } from './errors.ts'
import { type Allocation, Handle } from './handle.ts'

/** How many scopes of all backends there have been: each has its number. */
let scopes = 0

/** Keeps count of what is alive, and knows which scope each allocation was made in. */
export class Ledger<S> {
  #size = 0
  #scope: Made<S> | undefined

  /** How many allocations are alive. */
  get size(): number {
    return this.#size
  }

  add(allocation: Allocation<S>): void {
    this.#size++
    this.#scope?.add(allocation)
  }

  remove(allocation: Allocation<S>): void {
    allocation.freed = true
    allocation.storage = undefined
    this.#size--
  }

  /** Forgets everything, without freeing. */
  clear(): void {
    this.#size = 0
  }

  /** `Backend.scope`. What `fn` returns moves to the scope around, if there is one. */
  scope<T>(fn: () => T, free: (allocation: Allocation<S>) => void): T {
    const outer = this.#scope
    const made = new Made<S>()
    const number = ++scopes
    this.#scope = made
    try {
      const result = fn()
      if (isThenable(result)) {
        // What goes wrong behind it, now that its matrices are freed, comes of the error that is thrown here.
        result.then(undefined, () => {})
        throw new ArgumentError(
          'scope: fn returned a promise; it must be synchronous. Await outside the scope, and return the matrices to keep.',
        )
      }
      keepAll(result, number)
      return result
    } finally {
      this.#scope = outer
      for (const allocation of made.allocations) {
        if (!allocation.live) continue
        if (allocation.keptBy === number) outer?.add(allocation)
        else free(allocation)
      }
    }
  }
}

/** What was made in one scope. A scope may train for hours, so what is freed meanwhile is forgotten now and then. */
class Made<S> {
  #allocations: Allocation<S>[] = []
  #enough = 1024

  /** Some of them may be freed. */
  get allocations(): readonly Allocation<S>[] {
    return this.#allocations
  }

  add(allocation: Allocation<S>): void {
    if (this.#allocations.length === this.#enough) {
      this.#allocations = this.#allocations.filter(({ live }) => live)
      this.#enough = Math.max(2 * this.#allocations.length, 1024)
    }
    this.#allocations.push(allocation)
  }
}

/** So many objects are rather looked into again than remembered. */
const FEW = 16

/** Marks the allocations of all matrices in what a scope returns: itself, or in its arrays and objects at any depth. */
function keepAll(value: unknown, scope: number): void {
  const pending = [value]
  let looks = 0
  let seen: Set<object> | undefined
  while (pending.length > 0) {
    const item = pending.pop()
    if (typeof item !== 'object' || item === null) continue
    if (item instanceof Handle) item.allocation.keptBy = scope
    else if (seen?.has(item) !== true) {
      if (++looks > FEW) seen = (seen ?? new Set()).add(item)
      pushParts(item, pending)
    }
  }
}

/** Small results are made by the million, so that no list of their parts is made for them. */
function pushParts(value: object, pending: unknown[]): void {
  if (Array.isArray(value)) for (let i = 0; i < value.length; i++) pending.push(value[i])
  else if (value instanceof Map || value instanceof Set) for (const part of value.values()) pending.push(part)
  else if (!ArrayBuffer.isView(value))
    for (const name in value) pending.push(value[name as keyof typeof value])
}

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
