/** The value of that name, made when it is first asked for. */
export function remembered<T>(values: Map<string, T>, name: string, make: () => T): T {
  let value = values.get(name)
  if (value === undefined) {
    value = make()
    values.set(name, value)
  }
  return value
}
