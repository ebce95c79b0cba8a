import { FormatError } from '@bilayer/core'

/** What a file of safetensors holds, and where its metadata say of which version. */
interface Contents {
  readonly what: string
  readonly key: string
  readonly version: number
}

/** Throws `FormatError` unless a file holds that, of the version that is read here. */
export function checkVersion(
  metadata: Readonly<Record<string, string>>,
  { what, key, version }: Contents,
): void {
  if (!Object.hasOwn(metadata, key)) {
    throw new FormatError(
      `The file is safetensors, and no ${what} of bilayer: its metadata has no version under the key ${key}.`,
    )
  }
  const found = metadata[key]
  if (found === String(version)) return
  throw new FormatError(
    Number(found) > version
      ? `The ${what} is of version ${found} of the format, and version ${version} is the newest that is read here. A newer bilayer reads it.`
      : `The version of the ${what} is ${JSON.stringify(found)}; it must be ${version}.`,
  )
}
