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

export function createReader({ gpu, mostBytes, check }: Device, commands: Commands): Reader {
  const pool = createBufferPool({
    create: (size) => gpu.createBuffer({ size, usage: usage.mapRead | usage.copyTarget }),
    destroy: commands.destroy,
    largest: mostBytes,
  })

  /** Fetches a copy to `values`, and gives it back. */
  const fetch = async (copy: DeviceBuffer, values: Float32Array): Promise<Float32Array> => {
    const { buffer } = copy
    try {
      await buffer.mapAsync(MAP_READ, 0, values.byteLength)
    } catch (cause) {
      check('read')
      throw cause
    }
    values.set(new Float32Array(buffer.getMappedRange(0, values.byteLength)))
    buffer.unmap()
    check('read')
    pool.give(copy)
    return values
  }

  return {
    read: (from, count) => {
      check('read')
      // Made before the wait: where there is no room, this read fails, and not the backend.
      const values = new Float32Array(count)
      const copy = pool.take(values.byteLength)
      commands.copy(from, copy, values.byteLength)
      commands.submit()
      return fetch(copy, values)
    },
    sync: async () => {
      check('sync')
      commands.submit()
      await gpu.queue.onSubmittedWorkDone()
      check('sync')
    },
  }
}
