import type { Backend, MemoryUse } from './backend.ts'
import { checkFunction } from './arguments.ts'
import { BackendFailedError, DisposedError, ShapeError } from './errors.ts'
import { Allocation, Handle, type Owner } from './handle.ts'
import type { Operand, StorageKernels, Stored } from './kernels.ts'
import { Ledger } from './ledger.ts'
import type { Matrix } from './matrix.ts'
import { elementCount, operand } from './operands.ts'

/** One backend at work: owns what is alive, runs kernels, remembers a failure. */
export class Host<S> implements Owner<S> {
  readonly #name: string
  readonly #storage: StorageKernels<S>
  readonly #backend: () => Backend
  readonly #ledger = new Ledger<S>()
  #failure: BackendFailedError | undefined
  #closing: Promise<void> | undefined

  constructor({ name, storage }: { name: string; storage: StorageKernels<S> }, backend: () => Backend) {
    this.#name = name
    this.#storage = storage
    this.#backend = backend
  }

  get backend(): Backend {
    return this.#backend()
  }

  get closed(): boolean {
    return this.#closing !== undefined
  }

  /** Throws where the backend is closed or has failed. */
  ready(op: string): void {
    if (this.#closing) throw this.#disposed(op)
    if (this.#failure) throw this.#failure
  }

  operand(op: string, label: string, matrix: Matrix): Handle<S> {
    return operand<S>(this.backend, op, label, matrix)
  }

  /** The handle of what `kernel` returns; an empty matrix needs no kernel. */
  launch(op: string, rows: number, cols: number, kernel: () => S): Handle<S> {
    this.ready(op)
    const isEmpty = elementCount(op, rows, cols) === 0
    const allocation = new Allocation<S>(this, isEmpty ? undefined : this.#attempt(op, kernel))
    this.#ledger.add(allocation)
    return new Handle(allocation, rows, cols)
  }

  /**
   * Runs a kernel that may fail at once. One that refuses its operands, too large for a texture, says so by a `ShapeError`;
   * any other error is its failure, of whatever class: the arguments of the call are checked, so it is not the caller's.
   */
  #attempt<T>(op: string, kernel: () => T): T {
    try {
      return kernel()
    } catch (cause) {
      throw cause instanceof ShapeError ? cause : this.#failed(op, cause)
    }
  }

  upload(op: string, rows: number, cols: number, data: () => Float32Array): Handle<S> {
    return this.launch(op, rows, cols, () => this.#storage.upload(data(), rows, cols))
  }

  zeros(op: string, rows: number, cols: number): Handle<S> {
    const storage = this.#storage
    return this.launch(op, rows, cols, () =>
      storage.zeros ? storage.zeros(rows, cols) : storage.upload(new Float32Array(rows * cols), rows, cols),
    )
  }

  free(storage: S): void {
    this.#storage.free(storage)
  }

  release(allocation: Allocation<S>): void {
    const { storage } = allocation
    this.#ledger.remove(allocation)
    if (storage !== undefined) this.#storage.free(storage)
  }

  async read(handle: Handle<S>, into?: Float32Array): Promise<Float32Array> {
    this.ready('read')
    if (handle.rows * handle.cols === 0) return into ?? new Float32Array()
    const values = await (handle.transposed ? this.#readView(handle.T) : this.#readStored(handle, into))
    if (into === undefined || values === into) return values
    into.set(values)
    return into
  }

  #readStored(stored: Stored<S>, into?: Float32Array): Promise<Float32Array> {
    return this.#settle('read', () => this.#storage.read(stored, into))
  }

  async #readView(stored: Stored<S>): Promise<Float32Array> {
    const values = await this.#readStored(stored)
    return this.#attempt('read', () => transposed(values, stored))
  }

  async sync(): Promise<void> {
    this.ready('sync')
    await this.#settle('sync', () => this.#storage.sync())
  }

  scope<T>(fn: () => T): T {
    checkFunction('scope: fn', fn)
    this.ready('scope')
    return this.#ledger.scope(fn, (allocation) => {
      this.release(allocation)
    })
  }

  memory(): MemoryUse {
    return { matrices: this.#ledger.size, bytes: this.#closing ? 0 : this.#storage.bytes() }
  }

  dispose(): Promise<void> {
    if (!this.#closing) {
      this.#ledger.clear()
      this.#closing = this.#close()
    }
    return this.#closing
  }

  /** Closing that throws at once becomes a promise that rejects. */
  async #close(): Promise<void> {
    await this.#storage.close()
  }

  /** Waits for queued work; its failure is the failure of the backend. What fails at the call is not. */
  async #settle<T>(op: string, work: () => Promise<T>): Promise<T> {
    const working = this.#attempt(op, work)
    try {
      return await working
    } catch (cause) {
      if (this.#closing) throw this.#disposed(op)
      this.#failure ??= this.#failed(op, cause)
      throw this.#failure
    }
  }

  #disposed(op: string): DisposedError {
    return new DisposedError(`${op}: the backend ${this.#name} was disposed.`)
  }

  #failed(op: string, cause: unknown): BackendFailedError {
    return cause instanceof BackendFailedError ? cause : new BackendFailedError(this.#name, op, cause)
  }
}

/** The transpose of row-major values. */
function transposed(
  values: Float32Array,
  { rows, cols }: Pick<Operand<unknown>, 'rows' | 'cols'>,
): Float32Array {
  const result = new Float32Array(values.length)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) result[j * rows + i] = values[i * cols + j]
  }
  return result
}
