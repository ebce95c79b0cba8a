import { existsSync, readFileSync } from 'node:fs'

/** The installed version of a package that does not export its package.json. */
export function packageVersion(name: string): string {
  let folder = new URL('./', import.meta.resolve(name))
  while (!existsSync(new URL('package.json', folder))) folder = new URL('../', folder)
  const { version } = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8')) as { version: string }
  return version
}
