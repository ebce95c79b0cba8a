import { type ChooseOptions, providers, selectBackend } from 'bilayer'
import { UsageError } from '../exit-codes.ts'
import { print, terminalWidth } from '../output.ts'
import { backendTable } from '../terminal/backend-table.ts'

export interface BackendsOptions {
  readonly json?: boolean
  /** With `batch`, the training that the backends are timed on. */
  readonly layers?: readonly number[]
  readonly batch?: number
  /** Whether to measure what was measured before. */
  readonly fresh?: boolean
}

/** Lists the backends, which of them work here, and which would be chosen. */
export async function backends({ json = false, ...timing }: BackendsOptions): Promise<number> {
  const { backend, trials } = await selectBackend(workloadOf(timing))
  await backend.dispose()
  const text = json ? JSON.stringify(trials, undefined, 2) : backendTable(trials, terminalWidth())
  print(text)
  return 0
}

function workloadOf({ layers, batch, fresh = false }: BackendsOptions): ChooseOptions {
  if (layers === undefined && batch === undefined) return {}
  if (layers !== undefined && batch !== undefined) {
    return { workload: { layers, batch }, remember: fresh ? 'anew' : true }
  }
  throw new UsageError('--layers and --batch go together, such as --layers 784,128,10 --batch 64.')
}

/** Every backend by name, for help. */
export const backendNames = providers.map(({ name }) => name).join(', ')
