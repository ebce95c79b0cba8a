import {
  ArgumentError,
  checkCommunicator,
  type Communicator,
  CommunicatorError,
  describeError,
} from '@bilayer/core'
import type { LoadableBatch } from '../batches.ts'
import type { Network } from '../network.ts'
import { parametersOf } from '../parameters.ts'
import { stepped } from '../step.ts'
import type { Trainee } from '../trainee.ts'
import type { Training } from '../training.ts'
import { type Buckets, bucketsFor } from './buckets.ts'
import { differenceAmong } from './differences.ts'
import { type Beginning, differenceOf, type Fact, factsOf } from './facts.ts'
import { hashOf, hashOfBackend } from './hash.ts'
import { lengthOfNotices, type Notice } from './notices.ts'
import { partOfRank } from './part.ts'
import { Round } from './round.ts'
import { SharedParameters } from './shared-parameters.ts'
import { slopeOf, sumGradients } from './sum-gradients.ts'
import { tell } from './tell.ts'

/** Steps between two comparisons of the parameters of all ranks, the first of which follows the first step. */
const STEPS_BETWEEN_COMPARISONS = 100

/** What a round is for: a step, whose gradients are summed, or nothing but to tell each other whether to go on. */
type Purpose = 'step' | 'pause'

/** The ranks of a communicator, if there are others. Throws `ArgumentError` for what is none. */
export function ranksOf(communicator: Communicator): Ranks | undefined {
  checkCommunicator('communicator', communicator)
  return communicator.size > 1 ? new Ranks(communicator) : undefined
}

/**
 * One of several ranks that train a model together. They go from round to round, and after each know of every other whether it goes on,
 * stops or has failed; so all end after the same batch or epoch. A rank that fails takes part in the round at hand, or the next, all the
 * same, with zeros, and what comes of that is used by none.
 */
export class Ranks {
  readonly #communicator: Communicator
  readonly #pause: Buckets
  #step: Buckets | undefined
  #purpose: Purpose = 'pause'
  #round: Round
  #stage: 'meeting' | 'training' | 'over' = 'meeting'
  #shared: SharedParameters | undefined

  constructor(communicator: Communicator) {
    this.#communicator = communicator
    this.#pause = bucketsFor([], lengthOfNotices(communicator.size))
    this.#round = new Round(communicator, this.#pause)
  }

  get #size(): number {
    return this.#communicator.size
  }

  /** What `work` resolves to. Where it fails, every other rank is told why before it rejects. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      await this.#fail(error)
      throw error
    }
  }

  /** Begins, once. Rejects with `ArgumentError`, on every rank, unless all begin alike. */
  async meet(
    trainee: Trainee,
    training: Training,
    { options, samples }: Pick<Beginning, 'options' | 'samples'>,
  ): Promise<void> {
    const { network } = trainee
    const checkpoint = await training.checkpoint()
    const difference = await this.#differenceOf(factsOf({ network, checkpoint, options, samples }))
    this.#stage = 'training'
    const hash = hashOfBackend(network[0].W.backend)
    const notices = await this.#end({ word: difference === undefined ? 'go' : 'differs', hash }, difference)
    if (notices.some((notice) => notice.hash !== notices[0].hash)) {
      this.#shared = new SharedParameters(this.#communicator, network)
    }
    this.#step = bucketsFor(sizesOf(network), lengthOfNotices(this.#size))
    this.#begin(purposeAfter(0, training))
  }

  /** One step on one batch, of which each rank computes its part. Resolves to false where a rank ended the training instead. */
  async step(trainee: Trainee, training: Training, batch: LoadableBatch): Promise<boolean> {
    const round = this.#round
    const moment = training.moment()
    const { samples } = batch
    const hash = await this.#hashOf(trainee, training.course.steps % STEPS_BETWEEN_COMPARISONS === 1)
    await sumGradients(round, trainee, batch, partOfRank(samples, this.#communicator), training.options.loss)
    if (!(await this.#conclude({ word: 'go', samples, hash }, purposeAfter(1, training)))) return false
    trainee.checkInTraining()
    const { backend, trained } = trainee
    training.goOn(
      batch,
      backend.scope(() => stepped(trained, slopeOf(trained.network, round), moment, training.options)),
    )
    await this.#shared?.share(trainee)
    return true
  }

  /** The end of an epoch's batches. Resolves to false where a rank ended the training before. */
  endBatches(): Promise<boolean> {
    return this.#conclude({ word: 'ended' }, 'pause')
  }

  /** The end of an epoch, after observers heard of it. Resolves to false where a rank ends the training. */
  async endEpoch(trainee: Trainee, training: Training): Promise<boolean> {
    const hash = await this.#hashOf(trainee, training.course.epoch > training.length.epochs)
    return this.#conclude({ word: 'go', hash }, purposeAfter(0, training))
  }

  /** Ends the training, on every rank. */
  async stop(): Promise<void> {
    await this.#conclude({ word: 'stop' }, 'pause')
  }

  /** What the parameters are compared by, where they are due, and each rank makes its own rather than take those of rank 0. */
  async #hashOf(trainee: Trainee, isDue: boolean): Promise<number> {
    if (!isDue || this.#shared) return 0
    const parameters = await parametersOf(trainee.network)
    trainee.checkInTraining()
    return hashOf(parameters.map(({ values }) => values))
  }

  /** Ends the round at hand. Resolves to whether all ranks go on, to a round of that purpose; none may follow otherwise. */
  async #conclude(notice: Notice, purpose: Purpose): Promise<boolean> {
    const notices = await this.#end(notice)
    if (notices.some(({ word }) => word === 'stop')) {
      this.#stage = 'over'
      return false
    }
    this.#refuse(differenceAmong(notices))
    // Where backends differ, whose results may, every rank takes the parameters of rank 0 after each step.
    this.#shared?.owe(this.#purpose === 'step' && notice.word === 'go')
    this.#begin(purpose)
    return true
  }

  async #differenceOf(facts: readonly Fact[]): Promise<string | undefined> {
    const first = await tell(this.#communicator, 0, JSON.stringify(facts))
    return differenceOf(JSON.parse(first), facts, this.#communicator.rank)
  }

  #begin(purpose: Purpose): void {
    this.#purpose = purpose
    const buckets = purpose === 'step' ? this.#step : this.#pause
    this.#round = new Round(this.#communicator, buckets ?? this.#pause)
  }

  /** Ends the round at hand; where ranks have failed, or differ, the first of them gives every rank its reason. */
  async #end(notice: Notice, reason = ''): Promise<Required<Notice>[]> {
    const notices = await this.#round.end(notice)
    const failed = notices.findIndex(({ word }) => word === 'failed')
    const different = notices.findIndex(({ word }) => word === 'differs')
    if (failed < 0 && different < 0) return notices
    this.#stage = 'over'
    if (failed < 0) throw new ArgumentError(await tell(this.#communicator, different, reason))
    const told = await tell(this.#communicator, failed, reason)
    throw new CommunicatorError(`Rank ${failed} failed, and so training ends on every rank: ${told}`, failed)
  }

  #refuse(error: Error | undefined): void {
    if (!error) return
    this.#stage = 'over'
    throw error
  }

  /** Tells the others, unless they know. They may be gone themselves, and what is wrong here matters more. */
  async #fail(error: unknown): Promise<void> {
    if (this.#stage === 'over') return
    try {
      if (this.#stage === 'meeting') await this.#differenceOf([])
      await this.#shared?.withhold()
      await this.#end({ word: 'failed' }, describeError(error))
    } catch {
      this.#stage = 'over'
    }
  }
}

/** What follows so many more batches. */
const purposeAfter = (batches: number, { course, length }: Training): Purpose =>
  course.batch + batches < length.batches ? 'step' : 'pause'

/** The numbers that are summed in a step: the losses of the outputs, and the gradients of the layers, last to first. */
function sizesOf(network: Network): number[] {
  const gradients = network.map(({ W, b }) => [W.rows * W.cols, b.rows])
  return [network[network.length - 1].b.rows, ...gradients.toReversed().flat()]
}
