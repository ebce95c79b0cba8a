/** Values by name, of which those that were asked for last are kept. */
export interface Recent<T> {
  /** The value of that name, made where it is not kept. */
  readonly get: (name: string, make: () => T) => T
  readonly clear: () => void
}

/** Keeps at most so many values. */
export function recent<T>(most: number): Recent<T> {
  // A Map is in the order of its insertions: what is asked for moves to the end.
  const values = new Map<string, T>()

  const add = (name: string, value: T): T => {
    if (values.size === most) {
      const [oldest] = values.keys()
      values.delete(oldest)
    }
    values.set(name, value)
    return value
  }

  return {
    get: (name, make) => {
      const known = values.get(name)
      if (known === undefined) return add(name, make())
      values.delete(name)
      return add(name, known)
    },
    clear: () => values.clear(),
  }
}
