import { checkFunction, checkObject, checkString, checkWholeNumber } from '../arguments.ts'
import type { Communicator } from '../communicator.ts'

/** Throws `ArgumentError` unless a value is a whole communicator; what it does is the conformance suite's to find out. */
export function checkCommunicator(
  label: string,
  communicator: unknown,
): asserts communicator is Communicator {
  checkObject(label, communicator, 'localCommunicator()')
  const members: { readonly [Name in keyof Communicator]?: unknown } = communicator
  checkString(`${label}.name`, members.name, 'mpi')
  checkWholeNumber(`${label}.size`, members.size, { least: 1 })
  checkWholeNumber(`${label}.rank`, members.rank, { most: members.size - 1 })
  for (const method of ['allReduceSum', 'broadcast', 'barrier', 'close'] as const) {
    checkFunction(`${label}.${method}`, members[method])
  }
}
