import type { Communicator } from '@bilayer/core'

/** What rank `root` says, on every rank. A text goes as its length and its code units. */
export async function tell(communicator: Communicator, root: number, text: string): Promise<string> {
  const length = Float32Array.of(text.length)
  await communicator.broadcast(length, root)
  const units = Float32Array.from({ length: length[0] }, (_, i) => text.charCodeAt(i))
  await communicator.broadcast(units, root)
  return Array.from(units, (unit) => String.fromCharCode(unit)).join('')
}
