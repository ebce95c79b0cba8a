import { checkFunction, checkObject, checkString, checkWholeNumber } from '../arguments.ts'
import type { Communicator } from '../communicator.ts'
import { describeValue } from '../describe.ts'
import { ArgumentError, DisposedError } from '../errors.ts'
import type { CommunicatorCall } from './call.ts'

/** What a communicator is made of: a way to carry out calls, which come with right arguments, in order, and never after `leave`. */
export interface CommunicatorDefinition extends Pick<Communicator, 'name' | 'rank' | 'size'> {
  /** Carries out a call on the memory of its values, which is empty where it has none. Rejects with `CommunicatorError`. */
  readonly perform: (call: CommunicatorCall, bytes: Uint8Array) => Promise<void>
  /** Leaves, after the calls before it. Called once. */
  readonly leave: () => Promise<void>
}

const NO_BYTES = new Uint8Array()

/**
 * Makes a communicator that checks what it is given. Throws `ArgumentError` for a definition that is none; the methods of the
 * communicator reject with it for wrong values or a root that is no rank, which the other ranks do not hear of.
 */
export function defineCommunicator(definition: CommunicatorDefinition): Communicator {
  checkDefinition(definition)
  const { name, rank, size, perform, leave } = definition
  let closing: Promise<void> | undefined
  const checkOpen = (method: string): void => {
    if (closing) throw new DisposedError(`${method}: the communicator ${name} of rank ${rank} is closed.`)
  }
  return Object.freeze<Communicator>({
    name,
    rank,
    size,
    allReduceSum: async (values) => {
      checkOpen('allReduceSum')
      if (!(values instanceof Float32Array)) throw wrongValues(values, 'a Float32Array')
      await perform({ kind: 'allReduceSum', length: values.length, root: 0 }, bytesOf(values))
    },
    broadcast: async (values, root) => {
      checkOpen('broadcast')
      if (!(values instanceof Float32Array || values instanceof Uint8Array))
        throw wrongValues(values, 'a Float32Array or a Uint8Array')
      checkWholeNumber('root', root, { most: size - 1 })
      await perform({ kind: 'broadcast', length: values.byteLength, root }, bytesOf(values))
    },
    barrier: async () => {
      checkOpen('barrier')
      await perform({ kind: 'barrier', length: 0, root: 0 }, NO_BYTES)
    },
    close: () => (closing ??= leave()),
  })
}

function checkDefinition(definition: CommunicatorDefinition): void {
  checkObject('definition', definition, '{ name, rank, size, perform, leave }')
  checkString('name', definition.name, 'mpi')
  checkWholeNumber('size', definition.size, { least: 1 })
  checkWholeNumber('rank', definition.rank, { most: definition.size - 1 })
  checkFunction('perform', definition.perform)
  checkFunction('leave', definition.leave)
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array | Uint8Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength)

const wrongValues = (values: unknown, wanted: string): ArgumentError =>
  new ArgumentError(`values is ${describeValue(values)}; it must be ${wanted}.`)
