import { type CommunicatorCall, CommunicatorError, describeCall } from '@bilayer/core'
import { fixedDoubles } from './mpi.ts'

const KINDS = ['allReduceSum', 'broadcast', 'barrier', 'close'] as const

/** The place of the rank that leaves. */
const LEAVER = 6

/**
 * What a rank asks for, as numbers of which the ranks find the largest: each beside its negative, so that the smallest is found too. A
 * rank that leaves adds its own number.
 */
export function encodeCall(
  { kind, length, root }: CommunicatorCall,
  rank: number,
): Float64Array<ArrayBuffer> {
  const numbers = [KINDS.indexOf(kind), length, root].flatMap((value) => [value, -value])
  const encoded = fixedDoubles(LEAVER + 1)
  encoded.set([...numbers, kind === 'close' ? rank : -1])
  return encoded
}

/** Throws `CommunicatorError` where the ranks do not all ask for the same, by the largest of their numbers. */
export function checkAgreement(largest: Float64Array, own: CommunicatorCall, rank: number): void {
  const pairs = [0, 2, 4]
  if (pairs.every((place) => largest[place] === -largest[place + 1])) return
  const leaver = largest[LEAVER]
  const asked = `rank ${rank} asks for ${describeCall(own)}`
  if (leaver >= 0) throw new CommunicatorError(`Rank ${leaver} has left; ${asked}.`, leaver)
  const others = [
    callOf(pairs.map((place) => largest[place])),
    callOf(pairs.map((place) => -largest[place + 1])),
  ]
  const other = others.map(describeCall).find((call) => call !== describeCall(own))
  throw new CommunicatorError(`The ranks do not ask for the same: ${asked}, another for ${other}.`)
}

const callOf = ([kind, length, root]: readonly number[]): CommunicatorCall => ({
  kind: KINDS[kind],
  length,
  root,
})
