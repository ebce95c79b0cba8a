import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What is wrong with a folder in which a file should be whole, one of several contents, and nothing but it and `others`. */
export function faultsOfSaving(
  folder: string,
  name: string,
  contents: readonly Uint8Array[],
  others: readonly string[] = [],
): string[] {
  const wrong: string[] = []
  const found = readFileSync(join(folder, name))
  if (!contents.some((bytes) => found.equals(bytes)))
    wrong.push(`${name} has ${found.length} bytes, and is none of the models`)
  const left = readdirSync(folder).filter((file) => file !== name && !others.includes(file))
  if (left.length > 0) wrong.push(`${left.length} temporary files are left`)
  return wrong
}
