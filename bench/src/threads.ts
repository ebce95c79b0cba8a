import { availableParallelism } from 'node:os'

/** Who takes a number of threads is measured on one, and on as many as the machine runs at once. */
export const threadCounts = (): readonly number[] => [...new Set([1, availableParallelism()])]

export const inThreads = (count: number): string => (count === 1 ? '1 thread' : `${count} threads`)
