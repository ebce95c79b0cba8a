import { mapped, type Mutant, mutant, wrongCore, wrongStorage } from './mutant.ts'

/** Waiting, failing, and doing it the same way again. */
export const behaviourMutants: readonly Mutant[] = [
  wrongStorage('sync never settles', () => ({ sync: () => new Promise(() => {}) })),
  wrongStorage('read fails', () => ({ read: () => Promise.reject(new Error('the device is lost')) })),
  wrongStorage('close never settles', () => ({ close: () => new Promise(() => {}) })),
  wrongStorage('a read that is under way when the backend closes never settles', ({ read }) => {
    let closed = false
    return {
      read: async (source) => {
        const values = await read(source)
        if (closed) await new Promise(() => {})
        return values
      },
      close: async () => {
        closed = true
      },
    }
  }),
  mutant('a queue of more than 1,000 loses what comes after', ({ core, storage }) => {
    let queued = 0
    const settled = <T>(work: Promise<T>): Promise<T> => {
      queued = 0
      return work
    }
    return {
      storage: {
        ...storage,
        sync: () => settled(storage.sync()),
        read: (source) => settled(storage.read(source)),
      },
      core: {
        ...core,
        matmul: (a, b) => {
          queued++
          return mapped(core.matmul(a, b), (value) => (queued > 1000 ? 0 : value))
        },
      },
    }
  }),
  wrongCore('matmul gives other bits each time', ({ matmul }) => {
    let runs = 0
    return {
      matmul: (a, b) => {
        runs++
        return a.cols < 60
          ? matmul(a, b)
          : mapped(matmul(a, b), (value) => value * (1 + (runs % 2) * 2 ** -22))
      },
    }
  }),
]
