import { checkFunction, checkObject, checkString, checkWholeNumber, wrongArgument } from '../arguments.ts'
import type { Communicator } from '../communicator.ts'
import { DisposedError } from '../errors.ts'
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
  /** Settles when all calls so far have. */
  let settled: Promise<unknown> = Promise.resolve()
  let closing: Promise<void> | undefined

  const make = (call: () => CommunicatorCall, values?: Float32Array | Uint8Array): Promise<void> => {
    const made = carryOut(call, values)
    settled = Promise.allSettled([settled, made])
    return made
  }
  const carryOut = async (
    describe: () => CommunicatorCall,
    values: Float32Array | Uint8Array = NO_BYTES,
  ): Promise<void> => {
    const call = describe()
    if (closing) throw new DisposedError(`${call.kind}: the communicator ${name} of rank ${rank} is closed.`)
    await perform(call, bytesOf(values))
  }
  const close = async (): Promise<void> => {
    await leave()
    await settled
  }

  return Object.freeze<Communicator>({
    name,
    rank,
    size,
    allReduceSum: (values) => make(() => sumOf(values), values),
    broadcast: (values, root) => make(() => broadcastOf(values, root, size), values),
    barrier: () => make(() => ({ kind: 'barrier', length: 0, root: 0 })),
    close: () => (closing ??= close()),
  })
}

function sumOf(values: unknown): CommunicatorCall {
  if (!(values instanceof Float32Array)) throw wrongArgument('values', values, 'a Float32Array')
  return { kind: 'allReduceSum', length: values.length, root: 0 }
}

function broadcastOf(values: unknown, root: unknown, size: number): CommunicatorCall {
  if (!(values instanceof Float32Array || values instanceof Uint8Array))
    throw wrongArgument('values', values, 'a Float32Array or a Uint8Array')
  checkWholeNumber('root', root, { most: size - 1 })
  return { kind: 'broadcast', length: values.byteLength, root }
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
