import type { Commands } from './commands.ts'
import type { Device } from './device.ts'
import { createBufferPool, type DeviceBuffer } from './memory/buffer-pool.ts'
import { MAP_READ, usage } from './memory/usage.ts'

/** Copies of buffers to memory, and the wait for what is queued: nothing else waits for the device. */
export interface Reader {
  /** The first numbers of a buffer, as they are now. */
  readonly read: (from: DeviceBuffer, count: number) => Promise<Float32Array>
  readonly sync: () => Promise<void>
}

export function createReader({ gpu, check }: Device, commands: Commands): Reader {
  const pool = createBufferPool((size) => gpu.createBuffer({ size, usage: usage.mapRead | usage.copyTarget }))

  const copied = async ({ buffer }: DeviceBuffer, bytes: number): Promise<Float32Array> => {
    try {
      await buffer.mapAsync(MAP_READ, 0, bytes)
    } catch (cause) {
      check('read')
      throw cause
    }
    const values = new Float32Array(buffer.getMappedRange(0, bytes).slice(0))
    buffer.unmap()
    check('read')
    return values
  }

  return {
    read: async (from, count) => {
      check('read')
      const bytes = count * Float32Array.BYTES_PER_ELEMENT
      const copy = pool.take(bytes)
      commands.copy(from, copy, bytes)
      commands.submit()
      const values = await copied(copy, bytes)
      pool.give(copy)
      return values
    },
    sync: async () => {
      check('sync')
      commands.submit()
      await gpu.queue.onSubmittedWorkDone()
      check('sync')
    },
  }
}
