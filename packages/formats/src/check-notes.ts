import { checkObject, checkString } from '@bilayer/core'

/** Throws `ArgumentError` unless a value is an object of strings. */
export function checkNotes(label: string, notes: unknown): asserts notes is Readonly<Record<string, string>> {
  checkObject(label, notes, "{ seed: '1' }")
  for (const [key, note] of Object.entries(notes)) {
    checkString(`${label}[${JSON.stringify(key)}]`, note, '1')
  }
}
