import { type KernelKind, mostParts, type Plan } from './plan.ts'

/** Splits all that can be split, and leaves nothing to the host: so that tests on small matrices test threads. */
export const splitEverything = (threads: number, kernels: KernelKind): Plan => ({
  parts: (command) => Math.min(threads, mostParts(command)),
  isForHost: () => false,
  splitsColumns: kernels === 'wasm',
})
