import { type Backend, DisposedError } from '@bilayer/core'
import { disposeNetwork, type Network } from './network.ts'

/** A network that somebody computes with; its parameters live until it is disposed. */
export interface Hold extends Disposable {
  readonly network: Network
}

/** The parameters of one model: each step of training replaces them, while others may compute with those before. */
export class Trainee {
  readonly backend: Backend
  #network: Network
  readonly #held: Network[] = []
  #disposed = false

  constructor(backend: Backend, network: Network) {
    this.backend = backend
    this.#network = network
  }

  /** The parameters now. */
  get network(): Network {
    return this.#network
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

  /** Takes the parameters of the next step over. Those before are freed, once nobody holds them. */
  replace(updated: Network): void {
    const before = this.#network
    this.#network = updated
    this.#free(before)
  }

  /** The parameters of now, for whoever computes with them over several turns of the thread. */
  hold(): Hold {
    const network = this.#network
    this.#held.push(network)
    return {
      network,
      [Symbol.dispose]: () => {
        this.#held.splice(this.#held.indexOf(network), 1)
        if (network !== this.#network) this.#free(network)
      },
    }
  }

  /** Frees all parameters, those that are held too. */
  dispose(): void {
    this.#disposed = true
    for (const network of [this.#network, ...this.#held]) disposeNetwork(network)
  }

  #free(network: Network): void {
    if (!this.#held.includes(network)) disposeNetwork(network)
  }
}
