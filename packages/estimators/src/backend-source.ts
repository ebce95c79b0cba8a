import { ArgumentError, type Backend, checkBackend, describeValue, DisposedError } from '@bilayer/core'

/** Where an estimator computes: a backend, or a function that gives one for the training that is ahead, which the estimator closes. */
export type BackendSource =
  | Backend
  | ((workload: { readonly layers: readonly number[]; readonly batch: number }) => Backend | Promise<Backend>)

/** The backend of one estimator, found when it is first needed. */
export class Home {
  #source: BackendSource
  /** What the source made, for nobody else. */
  #own: Backend | undefined
  #closed = false

  constructor(source: BackendSource | undefined) {
    if (typeof source !== 'function' && (typeof source !== 'object' || source === null)) {
      throw new ArgumentError(
        `backend is ${describeValue(source)}; it must be a backend, such as cpuJs() of @bilayer/backend-cpu-js, or a function that gives one. The estimators of the package bilayer pick one themselves.`,
      )
    }
    if (typeof source === 'object') checkBackend('backend', source)
    this.#source = source
  }

  /** The backend for a training. Throws `DisposedError` once it is closed. */
  async open(layers: readonly number[], batch: number): Promise<Backend> {
    this.checkOpen('fit')
    if (typeof this.#source !== 'function') return this.#source
    if (this.#own) return this.#own
    const made = await this.#source({ layers, batch })
    checkBackend('backend', made)
    if (this.#closed) await made.dispose()
    this.checkOpen('fit')
    this.#own = made
    return made
  }

  /** Computes on another backend from now on, and closes its own. */
  async moveTo(backend: Backend): Promise<void> {
    this.#source = backend
    const left = this.#own
    this.#own = undefined
    await left?.dispose()
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#own?.dispose()
  }

  checkOpen(op: string): void {
    if (!this.#closed) return
    throw new DisposedError(`${op}: the estimator was disposed. Dispose it after its last use.`)
  }
}
