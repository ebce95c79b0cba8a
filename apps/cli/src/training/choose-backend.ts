import { type Backend, selectBackend } from 'bilayer'
import type { Assignment } from './assignment.ts'

/** How a rank may compute. */
export interface Share {
  /** The threads that it may compute on; all that there are unless given. */
  readonly threads: number | undefined
  /** How many ranks there are, each of which computes its part of a batch. */
  readonly ranks: number
}

/** The backend that is named, or the one that trains such a network the fastest. */
export async function chooseBackend(
  name: string | undefined,
  { plan, settings }: Pick<Assignment, 'plan' | 'settings'>,
  { threads, ranks }: Share,
): Promise<Backend> {
  if (name !== undefined) return startBackend(name, threads)
  const { X, Y } = plan.train
  const { hidden, batchSize } = settings
  const batch = Math.ceil(Math.min(batchSize, X.count) / ranks)
  const workload = { layers: [X.size, ...hidden, Y.size], batch }
  const { backend } = await selectBackend({ workload, ...(threads !== undefined && { threads }) })
  return backend
}

/** The backend of that name. */
export async function startBackend(name: string, threads: number | undefined): Promise<Backend> {
  const { backend } = await selectBackend({ require: name, ...(threads !== undefined && { threads }) })
  return backend
}
