import { type Backend, DisposedError, type Matrix } from '@bilayer/core'
import { disposeNetwork, type Network } from './network.ts'
import type { KeptOfLayer, Optimised } from './optimise.ts'

/** A network that somebody computes with; its parameters live until it is disposed. */
export interface Hold extends Disposable {
  readonly network: Network
}

/** All that a step of training makes on the backend. */
export interface Trained extends Optimised {
  /** A column that adds up to the losses of the epoch's samples so far; none before the first batch. */
  readonly total?: Matrix | undefined
}

/**
 * What one model has on its backend: each step of training replaces the parameters, while others may compute with those before,
 * and what the optimiser keeps of them.
 */
export class Trainee {
  #trained: Trained
  readonly #held: Network[] = []
  #moving: Promise<void> = Promise.resolve()
  #disposed = false

  constructor(network: Network) {
    this.#trained = { network, kept: [] }
  }

  /** Where the parameters are now. */
  get backend(): Backend {
    return this.network[0].W.backend
  }

  /** The parameters now. */
  get network(): Network {
    return this.#trained.network
  }

  get trained(): Trained {
    return this.#trained
  }

  get disposed(): boolean {
    return this.#disposed
  }

  /** Throws `DisposedError` where the model is no more. */
  checkAlive(op: string): void {
    if (!this.#disposed) return
    throw new DisposedError(
      `${op}: the model was disposed. Dispose a model after its last use, and await what runs on it first.`,
    )
  }

  /** Throws `DisposedError` where the model is no more, though it is trained. */
  checkInTraining(): void {
    if (!this.#disposed) return
    throw new DisposedError(
      'fit: the model was disposed while it was being trained. Await fit, or abort its signal, before you dispose the model.',
    )
  }

  /** Takes over what comes next, and frees what it replaces: parameters, once nobody holds them. What stays may be in both. */
  replace(next: Trained): void {
    const before = this.#trained
    this.#trained = next
    if (before.network !== next.network) this.#free(before.network)
    if (before.kept !== next.kept) disposeKept(before.kept)
    if (before.total !== next.total) before.total?.dispose()
  }

  /** The parameters of now, for whoever computes with them over several turns of the thread. */
  hold(): Hold {
    const { network } = this
    this.#held.push(network)
    return {
      network,
      [Symbol.dispose]: () => {
        this.#held.splice(this.#held.indexOf(network), 1)
        if (network !== this.network) this.#free(network)
      },
    }
  }

  /** Resolves once the model lives where it was last asked to. */
  get settled(): Promise<void> {
    return this.#moving
  }

  /** Does what moves the model, after what did before; nobody may replace anything until it is done. */
  moveBy(work: () => Promise<void>): Promise<void> {
    const moved = this.#moving.then(work)
    this.#moving = moved.catch(() => {})
    return moved
  }

  /** Frees all there is, parameters that are held too. */
  dispose(): void {
    this.#disposed = true
    disposeTrained(this.#trained)
    for (const network of this.#held) disposeNetwork(network)
  }

  #free(network: Network): void {
    if (!this.#held.includes(network)) disposeNetwork(network)
  }
}

/** Frees all that a step made. */
export function disposeTrained({ network, kept, total }: Trained): void {
  disposeNetwork(network)
  disposeKept(kept)
  total?.dispose()
}

function disposeKept(kept: readonly KeptOfLayer[]): void {
  for (const { W, b } of kept) for (const matrix of [...W, ...b]) matrix.dispose()
}
