import type { Backend, BackendInfo, ExtendedBackend, Numerics } from './backend.ts'
import { ieee754 } from './backend.ts'
import { checkDefinition } from './check-definition.ts'
import { Host } from './host.ts'
import type {
  CoreKernels,
  ExtendedKernels,
  FusedExtendedKernels,
  FusedKernels,
  StorageKernels,
} from './kernels.ts'
import { coreOperations, extendedOperations } from './operations.ts'

/** What a backend package hands to `defineBackend`. */
export interface BackendDefinition<S> {
  readonly name: string
  readonly info: BackendInfo
  /** Exact float32, `ieee754`, unless it says otherwise. */
  readonly numerics?: Numerics
  readonly storage: StorageKernels<S>
  readonly core: CoreKernels<S>
  /** Those of the fused operations that the backend does better than core's composition: with `extended`, of both levels. */
  readonly fused?: Partial<FusedKernels<S> & FusedExtendedKernels<S>>
  /** Present where the backend is an `ExtendedBackend`. */
  readonly extended?: ExtendedKernels<S>
}

/**
 * Makes a `Backend` of kernels: adds handles, views, scopes, every check and every error message, so that all backends
 * behave alike and a kernel is nothing but arithmetic. Throws `ArgumentError` for a definition that lacks something.
 */
export function defineBackend<S>(
  definition: BackendDefinition<S> & { readonly extended: ExtendedKernels<S> },
): ExtendedBackend
export function defineBackend<S>(definition: BackendDefinition<S>): Backend
export function defineBackend<S>(definition: BackendDefinition<S>): Backend {
  checkDefinition(definition)
  const host: Host<S> = new Host(definition, () => backend)
  const operations = coreOperations(host, definition)
  const { core, fused, extended } = definition
  const backend: Backend = {
    name: definition.name,
    level: extended === undefined ? 'core' : 'extended',
    info: definition.info,
    numerics: definition.numerics ?? ieee754,
    ...operations,
    ...(extended && extendedOperations(host, { core, fused, extended }, operations)),
    scope: (fn) => host.scope(fn),
    memory: () => host.memory(),
    sync: () => host.sync(),
    dispose: () => host.dispose(),
    [Symbol.asyncDispose]: () => host.dispose(),
  }
  return backend
}
