import { defineBackend } from '@bilayer/core'
import { flushed, mapped, type Mutant, mutant, plain, spoil, wrongCore, wrongStorage } from './mutant.ts'

/** Storage that is shared, written to, forgotten, or not what it was. */
export const storageMutants: readonly Mutant[] = [
  wrongCore('matmul adds to what its storage held', (right) => {
    let left: Float32Array = new Float32Array(1)
    return {
      matmul: (a, b) =>
        spoil(right.matmul(a, b), (values) => {
          const before = left
          left = values.slice()
          if (before.length === values.length) mapped(values, (value, i) => value + before[i])
        }),
    }
  }),
  wrongCore('relu writes into its input', ({ relu }) => ({
    relu: (z) => spoil(relu(z), (values) => z.storage.set(values)),
  })),
  wrongCore('axpy writes into y', ({ axpy }) => ({
    axpy: (alpha, x, y) => spoil(axpy(alpha, x, y), (values) => y.storage.set(values)),
  })),
  wrongCore('scale by 1 gives its input back', ({ scale }) => ({
    scale: (alpha, x) => (alpha === 1 ? x.storage : scale(alpha, x)),
  })),
  wrongCore('colsum of one column gives its input back', ({ colsum }) => ({
    colsum: (a) => (a.cols === 1 ? a.storage : colsum(a)),
  })),
  mutant('hadamard gives one buffer each time', ({ core, storage }) => {
    const buffers = new Map<number, Float32Array>()
    return {
      core: {
        ...core,
        hadamard: (a, b) => {
          const result = core.hadamard(a, b)
          const shared = buffers.get(result.length)
          buffers.set(result.length, shared ?? result)
          if (shared === undefined) return result
          shared.set(result)
          storage.free(result)
          return shared
        },
      },
    }
  }),
  mutant('a buffer that is used again keeps what it held past the first half', ({ core, storage }) => {
    const freed: Float32Array[] = []
    return {
      storage: {
        ...storage,
        free: (buffer) => {
          freed.push(buffer.slice())
          storage.free(buffer)
        },
      },
      core: {
        ...core,
        mask: (z) =>
          spoil(core.mask(z), (values) => {
            const stale = freed.findLast(({ length }) => length === values.length)
            if (stale) values.set(stale.subarray(values.length / 2), values.length / 2)
          }),
      },
    }
  }),
  wrongCore('addColumn works in place on what matmul gave, though it is used again', (right) => {
    let product: Float32Array | undefined
    return {
      matmul: (a, b) => {
        product = right.matmul(a, b)
        return product
      },
      addColumn: (a, b) =>
        spoil(right.addColumn(a, b), (values) => (a.storage === product ? a.storage.set(values) : undefined)),
    }
  }),
  wrongStorage('large zeros are what the storage held before', ({ upload, free }) => {
    const freed: Float32Array[] = []
    return {
      free: (buffer) => {
        freed.push(buffer.slice())
        free(buffer)
      },
      upload: (data, rows, cols) =>
        spoil(upload(data, rows, cols), (values) => {
          if (data.length < 4096 || data.some((value) => value !== 0)) return
          const stale = freed.findLast(({ length }) => length === values.length)
          if (stale) values.set(stale)
        }),
    }
  }),
  wrongStorage('zeros of a kernel of its own clear all but the last number', ({ upload, free }) => {
    let left = 0
    return {
      free: (buffer) => {
        left = buffer[buffer.length - 1]
        free(buffer)
      },
      zeros: (rows, cols) =>
        spoil(upload(new Float32Array(rows * cols), rows, cols), (values) => {
          values[values.length - 1] = left
        }),
    }
  }),
  wrongStorage('zeros of a kernel of its own are −0', ({ upload }) => ({
    zeros: (rows, cols) => upload(new Float32Array(rows * cols).fill(-0), rows, cols),
  })),
  wrongStorage('upload keeps the array that it was given', ({ upload }) => ({
    upload: (data, rows, cols) => {
      upload(data, rows, cols)
      return data
    },
  })),
  wrongStorage('read gives the storage itself', () => ({ read: async ({ storage }) => storage })),
  wrongStorage('read gives back the array that it was given, with nothing in it', ({ read }) => ({
    read: async (source, into) => into ?? read(source),
  })),
  wrongStorage(
    'read puts its numbers at the beginning of the memory that it was given a part of',
    ({ read }) => ({
      read: async (source, into) => {
        const values = await read(source)
        if (into === undefined) return values
        new Float32Array(into.buffer).set(values)
        return into
      },
    }),
  ),
  wrongStorage('read loses the sign of zero', ({ read }) => ({
    read: async (source) => mapped(await read(source), (value) => value + 0),
  })),
  wrongStorage('read flushes subnormal numbers, and that is not declared', ({ read }) => ({
    read: async (source) => mapped(await read(source), flushed),
  })),
  wrongStorage('two reads share one staging buffer', ({ read }) => {
    let staging = new Float32Array()
    return {
      read: async (source) => {
        const values = await read(source)
        if (staging.length !== values.length) staging = new Float32Array(values.length)
        staging.set(values)
        await Promise.resolve()
        return staging.slice()
      },
    }
  }),
  wrongStorage('read is late: it shows what the storage holds afterwards', (right) => ({
    free: (storage) => {
      storage.fill(0)
      right.free(storage)
    },
    read: async (source) => {
      await Promise.resolve()
      return right.read(source)
    },
  })),
  wrongStorage('free frees nothing', () => ({ free: () => {} })),
  wrongStorage('memory tells no bytes', () => ({ bytes: () => 0 })),
  mutant('matmul leaks its working memory', ({ core }) => ({
    core: {
      ...core,
      matmul: (a, b) => {
        core.scale(1, { storage: new Float32Array(1), rows: 1, cols: 1 })
        return core.matmul(a, b)
      },
    },
  })),
  mutant('gatherRows alone leaks', ({ core, extended }) => ({
    extended: {
      ...extended,
      gatherRows: (a, indices) => {
        core.scale(1, { storage: new Float32Array(1), rows: 1, cols: 1 })
        return extended.gatherRows(a, indices)
      },
    },
  })),
  closingClearsAll(),
  bytesOfAll(),
]

/** Instances that share their buffers. */
function closingClearsAll(): Mutant {
  const buffers = new Set<Float32Array>()
  return {
    fault: 'closing a backend clears what others hold',
    create: () => {
      const { storage, ...right } = plain()
      return defineBackend({
        ...right,
        storage: {
          ...storage,
          upload: (data, rows, cols) =>
            spoil(storage.upload(data, rows, cols), (values) => buffers.add(values)),
          close: async () => {
            for (const buffer of buffers) buffer.fill(0)
            buffers.clear()
          },
        },
      })
    },
  }
}

/** Instances that share their count. */
function bytesOfAll(): Mutant {
  const counts = new Set<() => number>()
  return {
    fault: 'memory counts the bytes of all backends together',
    create: () => {
      const { storage, ...right } = plain()
      counts.add(storage.bytes)
      return defineBackend({
        ...right,
        storage: {
          ...storage,
          bytes: () => [...counts].reduce((sum, count) => sum + count(), 0),
          close: async () => {
            counts.delete(storage.bytes)
          },
        },
      })
    },
  }
}
