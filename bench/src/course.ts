/** What an observer of the end of an epoch answers. */
// oxlint-disable-next-line typescript/no-invalid-void-type -- as `fit` has it
type Answer = void | 'stop'

/** One training of as many epochs as are asked for, each of which waits until it is. */
export class Course {
  readonly #train: (onEpoch: () => Promise<Answer>) => Promise<unknown>
  #training: Promise<unknown> | undefined
  #ended = Promise.withResolvers<null>()
  #asked = Promise.withResolvers<Answer>()

  /** `train` calls and awaits `onEpoch` at the end of each epoch, and ends where that gives `'stop'`. */
  constructor(train: (onEpoch: () => Promise<Answer>) => Promise<unknown>) {
    this.#train = train
  }

  /** Resolves at the end of one more epoch. */
  async epoch(): Promise<void> {
    this.#ended = Promise.withResolvers()
    this.#answer()
    this.#training ??= this.#train(() => {
      this.#ended.resolve(null)
      return this.#asked.promise
    })
    await Promise.race([this.#ended.promise, this.#training])
  }

  /** Resolves once the training is over. */
  async end(): Promise<void> {
    this.#answer('stop')
    await this.#training
    this.#training = undefined
  }

  #answer(answer?: Answer): void {
    const asked = this.#asked
    this.#asked = Promise.withResolvers()
    asked.resolve(answer)
  }
}
