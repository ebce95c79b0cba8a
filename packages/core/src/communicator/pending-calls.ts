import type { CommunicatorError } from '../errors.ts'

interface Pending {
  readonly bytes: Uint8Array
  readonly resolve: () => void
  readonly reject: (error: CommunicatorError) => void
}

/** What a rank has asked and not been answered: answers come in the order of the calls. A failure answers all, later ones too. */
export class PendingCalls {
  readonly #pending: Pending[] = []
  #failure: CommunicatorError | undefined

  /** Resolves when what `send` sends is answered, with the answer in `bytes`. */
  add(bytes: Uint8Array, send: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#failure) {
        reject(this.#failure)
        return
      }
      this.#pending.push({ bytes, resolve, reject })
      send()
    })
  }

  /** The oldest call is answered: by these bytes, where the answer is not in its own already. */
  answer(bytes?: Uint8Array): void {
    const oldest = this.#pending.shift()
    if (bytes && oldest?.bytes !== bytes) oldest?.bytes.set(bytes)
    oldest?.resolve()
  }

  /** Rejects what is on its way, and all that is added later. */
  fail(error: CommunicatorError): void {
    this.#failure ??= error
    for (const { reject } of this.#pending.splice(0)) reject(this.#failure)
  }
}
