import type { Communicator } from '@bilayer/core'

/** What rank `root` says, on every rank. A text goes as its code points, after their number. */
export async function tell(communicator: Communicator, root: number, text: string): Promise<string> {
  const said = codePointsOf(text)
  const length = Float32Array.of(said.length)
  await communicator.broadcast(length, root)
  const heard = new Float32Array(length[0])
  if (communicator.rank === root) heard.set(said)
  await communicator.broadcast(heard, root)
  return Array.from(heard, (point) => String.fromCodePoint(point)).join('')
}

/** The code points of a text, each of which a float32 number holds exactly. */
export const codePointsOf = (text: string): Float32Array =>
  Float32Array.from(Array.from(text, (character) => character.codePointAt(0) ?? 0))
