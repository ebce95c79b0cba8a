import type { Communicator } from '@bilayer/core'
import type { Network } from '../network.ts'
import { parametersOf } from '../parameters.ts'
import type { Trainee } from '../trainee.ts'

/** Rank 0's parameters, for all ranks: backends that differ would make parameters that differ in their last bits of one gradient. */
export class SharedParameters {
  readonly #communicator: Communicator
  /** 1, and all parameters, or 0 where rank 0 has none to give. */
  readonly #numbers: Float32Array
  #owed = false

  constructor(communicator: Communicator, network: Network) {
    this.#communicator = communicator
    const length = network.reduce((sum, { W, b }) => sum + W.rows * W.cols + b.rows, 0)
    this.#numbers = new Float32Array(1 + length)
  }

  /** Whether the others wait for parameters now. */
  owe(owed: boolean): void {
    this.#owed = owed
  }

  /** Gives every rank what rank 0 has. */
  async share(trainee: Trainee): Promise<void> {
    if (this.#communicator.rank === 0) await this.#fill(trainee.network)
    await this.#broadcast()
    trainee.checkInTraining()
    const [isThere] = this.#numbers
    if (this.#communicator.rank === 0 || isThere === 0) return
    trainee.replace({ ...trainee.trained, network: this.#upload(trainee.network) })
  }

  /** In place of `share`, on a rank that has failed. */
  async withhold(): Promise<void> {
    if (!this.#owed) return
    this.#numbers.fill(0)
    await this.#broadcast()
  }

  #broadcast(): Promise<void> {
    this.#owed = false
    return this.#communicator.broadcast(this.#numbers, 0)
  }

  async #fill(network: Network): Promise<void> {
    let place = 1
    for (const { values } of await parametersOf(network)) {
      this.#numbers.set(values, place)
      place += values.length
    }
    this.#numbers[0] = 1
  }

  #upload(network: Network): Network {
    const { backend } = network[0].W
    let place = 1
    const next = (rows: number, cols: number) => {
      const from = place
      place += rows * cols
      return backend.matrix(rows, cols, this.#numbers.subarray(from, place))
    }
    return backend.scope(() =>
      network.map(({ W, b, activation }) => ({
        W: next(W.rows, W.cols),
        b: next(b.rows, 1),
        activation,
      })),
    )
  }
}
