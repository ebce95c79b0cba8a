import type { Communicator } from '@bilayer/core'

/** A communicator that is watched, and how long its rank has waited. */
export interface Watched {
  readonly communicator: Communicator
  /** Milliseconds so far from the last sum that a rank asked for, after which it has nothing else to do, until all of them were there. */
  readonly waited: () => number
}

export function watched(communicator: Communicator): Watched {
  let [waited, asked, pending] = [0, 0, 0]
  const allReduceSum = async (values: Float32Array): Promise<void> => {
    asked = performance.now()
    pending++
    await communicator.allReduceSum(values)
    pending--
    if (pending === 0) waited += performance.now() - asked
  }
  return { communicator: { ...communicator, allReduceSum }, waited: () => waited }
}
