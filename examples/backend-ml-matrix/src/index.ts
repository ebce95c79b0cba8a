import type { BackendProvider } from '@bilayer/core'
import { mlMatrix } from './backend.ts'

export { mlMatrix } from './backend.ts'

/** Lists the backend among others, for `selectBackend` and for `bilayer conformance`. */
export const mlMatrixProvider: BackendProvider = {
  name: 'ml-matrix',
  probe: async () => ({ available: true }),
  create: async () => mlMatrix(),
}
