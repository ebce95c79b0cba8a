import { providers, selectBackend } from 'bilayer'
import { backendTable } from '../terminal/backend-table.ts'

/** Lists the backends, which of them work here, and which would be chosen. */
export async function backends({ json = false }: { readonly json?: boolean }): Promise<number> {
  const { backend, trials } = await selectBackend()
  await backend.dispose()
  const text = json ? JSON.stringify(trials, undefined, 2) : backendTable(trials)
  process.stdout.write(`${text}\n`)
  return 0
}

/** Every backend by name, for help. */
export const backendNames = providers.map(({ name }) => name).join(', ')
