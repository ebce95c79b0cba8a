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

/** Whether a backend can run here; if not, why, and what would help. */
export type Availability = Available | { readonly available: false; readonly reason: string }

/** A backend that can run here. */
export interface Available {
  readonly available: true
  /** What it runs on, where the probe found that out. */
  readonly device?: string
  /** Whether a program stands in for the graphics processor: it computes right, and slower than a backend that needs none. */
  readonly isProgram?: boolean
}
