import type { Backend } from './backend.ts'

/** What a backend package exports, so that a backend can be listed, tried and picked at run time. */
export interface BackendProvider<Options = never> {
  /** The name users pick it by, the same as its backend's. */
  readonly name: string
  /** Finds out, without keeping anything, whether the backend can run here. Never rejects. */
  readonly probe: () => Promise<Availability>
  /** A new backend, which the caller disposes. Rejects with `BackendUnavailableError` where it cannot run. */
  readonly create: (options?: Options) => Promise<Backend>
}

/** Whether a backend can run here, and on which device where the probe found that out; if not, why, and what would help. */
export type Availability =
  | { readonly available: true; readonly device?: string }
  | { readonly available: false; readonly reason: string }
