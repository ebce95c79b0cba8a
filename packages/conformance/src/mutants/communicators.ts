import { type Communicator, CommunicatorError } from '@bilayer/core'

/** A communicator that is wrong on purpose, in one way. */
export interface CommunicatorMutant {
  readonly fault: string
  /** Makes it of a right one. */
  readonly change: (right: Communicator) => Communicator
}

type Methods = Partial<Communicator>

const mutant = (fault: string, change: (right: Communicator) => Methods): CommunicatorMutant => ({
  fault,
  change: (right) => ({ ...right, ...change(right) }),
})

/** A mutant by what goes into a sum, and by what is made of what comes out. */
const wrongSum = (
  fault: string,
  before: (value: number, i: number, right: Communicator) => number,
  after: (sum: number, i: number, right: Communicator) => number = (sum) => sum,
): CommunicatorMutant =>
  mutant(fault, (right) => ({
    allReduceSum: async (values) => {
      for (const [i, value] of values.entries()) values[i] = before(value, i, right)
      await right.allReduceSum(values)
      for (const [i, sum] of values.entries()) values[i] = after(sum, i, right)
    },
  }))

const same = (value: number): number => value

/** A number with as many binary digits behind the first as bfloat16 has. */
function toBfloat16(value: number): number {
  const bits = new Uint32Array(Float32Array.of(value).buffer)
  bits[0] &= 0xff_ff_00_00
  return new Float32Array(bits.buffer)[0]
}

/** What every rank has, by broadcasts, as it was before the sum. */
async function gathered(right: Communicator, values: Float32Array): Promise<Float32Array[]> {
  const all = Array.from({ length: right.size }, () => values.slice())
  for (const [root, copy] of all.entries()) await right.broadcast(copy, root)
  return all
}

const sumMutants: readonly CommunicatorMutant[] = [
  mutant('allReduceSum does nothing', () => ({ allReduceSum: async () => {} })),
  wrongSum('allReduceSum averages', same, (sum, _, { size }) => sum / size),
  wrongSum('allReduceSum leaves out the last rank', (value, _, { rank, size }) =>
    rank === size - 1 ? 0 : value,
  ),
  mutant('rank 0 alone has the sum', (right) => ({
    allReduceSum: async (values) => {
      const copy = values.slice()
      await right.allReduceSum(copy)
      if (right.rank === 0) values.set(copy)
    },
  })),
  mutant('each rank adds up in an order of its own', (right) => ({
    allReduceSum: async (values) => {
      const all = await gathered(right, values)
      const ordered = [...all.slice(right.rank), ...all.slice(0, right.rank)]
      for (const i of values.keys())
        values[i] = ordered.map((one) => one[i]).reduce((a, b) => Math.fround(a + b))
    },
  })),
  wrongSum('allReduceSum leaves out what lies beyond 65,536 numbers', (value, i) => (i < 65_536 ? value : 0)),
  wrongSum('allReduceSum leaves out what lies beyond 2²² numbers', (value, i) => (i < 2 ** 22 ? value : 0)),
  wrongSum('allReduceSum adds the first number of each piece of 4,096 twice', same, (sum, i) =>
    i > 0 && i % 4096 === 0 ? 2 * sum : sum,
  ),
  mutant('allReduceSum forgets the last of an odd number of numbers', (right) => ({
    allReduceSum: (values) => right.allReduceSum(values.subarray(0, values.length & ~1)),
  })),
  wrongSum('allReduceSum sends bfloat16', toBfloat16),
  wrongSum('allReduceSum flushes subnormal numbers', same, (sum) =>
    Math.abs(sum) < 2 ** -126 ? 0 * sum : sum,
  ),
  wrongSum('allReduceSum takes NaN for 0', (value) => (Number.isNaN(value) ? 0 : value)),
  wrongSum('allReduceSum keeps to finite numbers', same, (sum) => Math.max(-3.4e38, Math.min(3.4e38, sum))),
  wrongSum('allReduceSum begins with +0', same, (sum) => sum + 0),
  mutant('allReduceSum takes the whole of the memory behind a view', (right) => ({
    allReduceSum: ({ buffer }) => right.allReduceSum(new Float32Array(buffer)),
  })),
  mutant('allReduceSum begins where the memory begins', (right) => ({
    allReduceSum: ({ buffer, length }) => right.allReduceSum(new Float32Array(buffer, 0, length)),
  })),
  mutant('allReduceSum copies memory that threads share, and leaves the sum there', (right) => ({
    allReduceSum: (values) =>
      right.allReduceSum(values.buffer instanceof SharedArrayBuffer ? values.slice() : values),
  })),
]

const broadcastMutants: readonly CommunicatorMutant[] = [
  mutant('broadcast does nothing', () => ({ broadcast: async () => {} })),
  mutant('broadcast comes from rank 0, whoever is asked for', (right) => ({
    broadcast: (values) => right.broadcast(values, 0),
  })),
  mutant('broadcast copies whole numbers of four bytes', (right) => ({
    broadcast: (values, root) =>
      right.broadcast(values instanceof Uint8Array ? values.subarray(0, values.length & ~3) : values, root),
  })),
  mutant('broadcast has one NaN', (right) => ({
    broadcast: async (values, root) => {
      if (values instanceof Float32Array && right.rank === root) {
        for (const [i, value] of values.entries()) if (Number.isNaN(value)) values[i] = Number.NaN
      }
      await right.broadcast(values, root)
    },
  })),
  mutant('broadcast begins at a multiple of four bytes', (right) => ({
    broadcast: ({ buffer, byteOffset, byteLength }, root) =>
      right.broadcast(new Uint8Array(buffer, byteOffset & ~3, byteLength), root),
  })),
]

/** Makes calls of no values, which must not be lost, beside what the mutant does. */
const orderMutants: readonly CommunicatorMutant[] = [
  mutant('barrier waits for nobody', () => ({ barrier: async () => {} })),
  mutant('allReduceSum does not wait for the sum', (right) => ({
    allReduceSum: async (values) => {
      right.allReduceSum(values).catch(() => {})
    },
  })),
  mutant('broadcast does not wait for the root', (right) => ({
    broadcast: async (values, root) => {
      right.broadcast(values, root).catch(() => {})
    },
  })),
  mutant('sums that are on their way at once share one memory', (right) => {
    let memory = new Float32Array()
    return {
      allReduceSum: async (values) => {
        if (memory.length < values.length) memory = new Float32Array(values.length)
        memory.set(values)
        const copy = values.slice()
        await right.allReduceSum(copy)
        memory.set(copy)
        await right.barrier()
        values.set(memory.subarray(0, values.length))
      },
    }
  }),
  mutant('a second call fails while one is on its way', (right) => {
    let isBusy = false
    return {
      allReduceSum: async (values) => {
        if (isBusy) throw new Error('busy')
        isBusy = true
        await right.allReduceSum(values).finally(() => {
          isBusy = false
        })
      },
    }
  }),
]

/** What rejects, as another error. */
const failing = (fault: string, change: (error: unknown) => unknown): CommunicatorMutant =>
  mutant(fault, (right) => {
    const changed = async (call: Promise<void>): Promise<void> => {
      await call.catch((error: unknown) => {
        throw change(error)
      })
    }
    return {
      allReduceSum: (values) => changed(right.allReduceSum(values)),
      broadcast: (values, root) => changed(right.broadcast(values, root)),
      barrier: () => changed(right.barrier()),
    }
  })

const failureMutants: readonly CommunicatorMutant[] = [
  mutant('both ranks are rank 0', () => ({ rank: 0 })),
  failing('a failure is an error of any class', (error) =>
    error instanceof CommunicatorError ? new Error(error.message) : error,
  ),
  failing('a failure names no rank', (error) =>
    error instanceof CommunicatorError ? new CommunicatorError(error.message) : error,
  ),
  failing('a failure names another rank', (error) =>
    error instanceof CommunicatorError && error.rank !== undefined
      ? new CommunicatorError(error.message, error.rank + 1)
      : error,
  ),
  mutant('a failure is told to nobody: the sum resolves', (right) => ({
    allReduceSum: async (values) => {
      await right.allReduceSum(values).catch((error: unknown) => {
        if (!(error instanceof CommunicatorError)) throw error
      })
    },
  })),
  mutant('what was asked once a rank has failed hangs', (right) => ({
    barrier: async () => {
      await right
        .barrier()
        .catch((error: unknown) =>
          error instanceof CommunicatorError ? new Promise<void>(() => {}) : Promise.reject(error as Error),
        )
    },
  })),
  mutant('a rank leaves without a word', () => ({ close: async () => {} })),
  mutant('sums of other lengths are cut to four numbers', (right) => ({
    allReduceSum: async (values) => {
      if (!(values instanceof Float32Array) || values.length > 4) return right.allReduceSum(values)
      const padded = new Float32Array(4)
      padded.set(values)
      await right.allReduceSum(padded)
      values.set(padded.subarray(0, values.length))
    },
  })),
  mutant('a wrong argument is sent as nothing', (right) => ({
    allReduceSum: (values) =>
      right.allReduceSum(values instanceof Float32Array ? values : new Float32Array()),
  })),
  mutant('a root that is no rank is taken for rank 0', (right) => ({
    broadcast: (values, root) => right.broadcast(values, root < right.size ? Math.floor(root) : 0),
  })),
  mutant('close waits for nothing', (right) => ({
    close: async () => {
      void right.close()
    },
  })),
  mutant('a barrier after close resolves', (right) => {
    let isClosed = false
    return {
      barrier: async () => (isClosed ? undefined : right.barrier()),
      close: async () => {
        isClosed = true
        await right.close()
      },
    }
  }),
  mutant('close fails when it is called again', (right) => {
    let isClosed = false
    return {
      close: async () => {
        if (isClosed) throw new Error('closed')
        isClosed = true
        await right.close()
      },
    }
  }),
]

/** Every communicator that is wrong on purpose; the suite must catch each, on two ranks or three. */
export const communicatorMutants: readonly CommunicatorMutant[] = [
  ...sumMutants,
  ...broadcastMutants,
  ...orderMutants,
  ...failureMutants,
]
