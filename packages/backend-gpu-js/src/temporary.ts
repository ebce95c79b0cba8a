/** What `use` makes of a value, which is freed afterwards, whatever happens. */
export function temporary<S, T>(value: S, free: (value: S) => void, use: (value: S) => T): T {
  try {
    return use(value)
  } finally {
    free(value)
  }
}
