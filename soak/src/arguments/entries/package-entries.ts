import type { Entry } from '../entry.ts'

/** The public functions of one package. */
export interface PackageEntries {
  readonly package: string
  /** The namespace of its index: each function in it must have an entry. */
  readonly exports: object
  /** What its functions return: each method of an instance must have an entry, such as `Mlp.fit`. */
  readonly instances?: Readonly<Record<string, object>>
  readonly entries: readonly Entry[]
}
