import { createBackend } from './backend.js'

export { createBackend } from './backend.js'

/** Lists the backend among others, for `selectBackend` of `@bilayer/core` and for `bilayer conformance`. */
export const provider = {
  name: 'my-backend',
  // Say here whether the device is there, quickly: { available: false, reason: 'no …' } where it is not.
  probe: async () => ({ available: true }),
  create: async () => createBackend(),
}
