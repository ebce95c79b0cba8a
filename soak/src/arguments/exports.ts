import type { PackageEntries } from './entries/package-entries.ts'

/**
 * The names of the functions of a package: those that its index exports, those in objects that it exports, and the methods of its
 * instances. Without those that are another package's, and without error classes, which take what every `Error` takes.
 */
export function functionsOf(
  { exports, instances = {} }: Pick<PackageEntries, 'exports' | 'instances'>,
  others: readonly object[],
): string[] {
  const foreign = new Set(others.flatMap((namespace): unknown[] => Object.values(namespace)))
  const own = Object.entries(exports).filter(([, value]) => !foreign.has(value))
  return [
    ...own.filter(([, value]) => typeof value === 'function' && !isErrorClass(value)).map(([name]) => name),
    ...own.flatMap(([name, value]) => methodsOf(name, value)),
    ...Object.entries(instances).flatMap(([name, value]) => methodsOf(name, value)),
  ].toSorted()
}

const methodsOf = (name: string, value: unknown): string[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, member]) =>
        typeof member === 'function' ? [`${name}.${key}`] : [],
      )
    : []

const isErrorClass = (value: unknown): boolean =>
  typeof value === 'function' && (value === Error || value.prototype instanceof Error)
