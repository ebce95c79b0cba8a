import { findPackageJSON } from 'node:module'

/** The path of an installed package's manifest, as a module at the URL `from` finds it; undefined where there is none. */
export function findManifest(name: string, from: string | URL): string | undefined {
  try {
    return findPackageJSON(name, from)
  } catch {
    return undefined
  }
}
