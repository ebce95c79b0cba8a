import type { BackendProvider } from '@bilayer/core'
import { createBackend } from './backend.ts'

export { createBackend } from './backend.ts'

/** Lists the backend among others, for `selectBackend` of `@bilayer/core` and for `bilayer conformance`. */
export const provider: BackendProvider = {
  name: 'my-backend',
  // Say here whether the device is there, quickly: { available: false, reason: 'no …' } where it is not.
  probe: async () => ({ available: true }),
  create: async () => createBackend(),
}
