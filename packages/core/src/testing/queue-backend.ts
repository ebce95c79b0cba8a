import type { ExtendedBackend } from '../backend.ts'
import { defineBackend } from '../define-backend.ts'
import { BackendFailedError } from '../errors.ts'
import type { Operand } from '../kernels.ts'
import { isStored, mapKernels, plainDefinition } from './plain-backend.ts'

/** Storage that is written when its turn in the queue comes. */
interface Slot {
  values: Float32Array
}

/**
 * A backend whose kernels only queue their work, as those of a device do: `ran` tells what is done. The operation named
 * `broken` fails when its turn comes, and what was queued after it is dropped.
 */
export function queueBackend(broken?: string): { backend: ExtendedBackend; ran: readonly string[] } {
  const { storage, core, extended, info } = plainDefinition()
  const ran: string[] = []
  let failure: BackendFailedError | undefined
  let queue = Promise.resolve()

  const enqueue = (op: string, work: () => void): void => {
    queue = inTurn(queue, op, work)
  }

  const inTurn = async (before: Promise<void>, op: string, work: () => void): Promise<void> => {
    await before
    if (failure) return
    if (op === broken) {
      failure = new BackendFailedError('queue', op, new Error('the device is lost'))
    } else {
      work()
      ran.push(op)
    }
  }

  const sync = async (): Promise<void> => {
    await queue
    if (failure) throw failure
  }

  /** The kernels, each of which runs on the values that its operands have when its turn comes. */
  const queued = (kernels: object) =>
    mapKernels(kernels, (op, kernel) => (...operands) => {
      const slot: Slot = { values: new Float32Array() }
      const later = operands.map(whenItsTurnComes)
      enqueue(op, () => {
        slot.values = kernel(...later.map((operand) => operand())) as Float32Array
      })
      return slot
    })

  const backend = defineBackend<Slot>({
    name: 'queue',
    info,
    storage: {
      bytes: storage.bytes,
      close: storage.close,
      upload: (data, rows, cols) => {
        const copy = data.slice()
        const slot: Slot = { values: copy }
        enqueue('upload', () => {
          slot.values = storage.upload(copy, rows, cols)
        })
        return slot
      },
      read: async ({ storage: slot }) => {
        let values = slot.values
        enqueue('read', () => {
          values = slot.values.slice()
        })
        await sync()
        return values
      },
      free: (slot) => {
        enqueue('free', () => {
          storage.free(slot.values)
        })
      },
      sync,
    },
    core: queued(core) as never,
    extended: queued(extended) as never,
  })
  return { backend, ran }
}

/** An operand as a kernel will see it: its shape now, its values then. */
function whenItsTurnComes(operand: unknown): () => unknown {
  if (!isStored(operand)) return () => operand
  const { storage, rows, cols, transposed } = operand as Operand<Slot>
  return () => ({ storage: storage.values, rows, cols, transposed })
}
