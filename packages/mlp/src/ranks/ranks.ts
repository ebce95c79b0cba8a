import { ArgumentError, type Communicator, CommunicatorError, describeError } from '@bilayer/core'
import type { LoadableBatch } from '../batches.ts'
import type { Loss } from '../loss.ts'
import type { Network } from '../network.ts'
import type { Slope } from '../step.ts'
import type { Trainee } from '../trainee.ts'
import { type Buckets, bucketsFor } from './buckets.ts'
import { type Beginning, differenceOf, type Fact, factsOf } from './facts.ts'
import { hashOf, hashOfBackend } from './hash.ts'
import { lengthOfNotices, type Notice } from './notices.ts'
import { partOfRank } from './part.ts'
import { Round } from './round.ts'
import { SharedParameters } from './shared-parameters.ts'
import { slopeOf, sumGradients } from './sum-gradients.ts'
import { tell } from './tell.ts'

/** What a round is for: a step, whose gradients are summed, or nothing but to tell each other whether to go on. */
export type Purpose = 'step' | 'pause'

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

  /** Whether all ranks take the parameters of rank 0, since their backends differ. */
  get isShared(): boolean {
    return this.#shared !== undefined
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
  async meet(beginning: Beginning, purpose: Purpose): Promise<void> {
    const { network } = beginning
    const difference = await this.#differenceOf(factsOf(beginning))
    this.#stage = 'training'
    const hash = hashOfBackend(network[0].W.backend)
    const notices = await this.#end({ word: difference === undefined ? 'go' : 'differs', hash }, difference)
    if (notices.some((notice) => notice.hash !== notices[0].hash)) {
      this.#shared = new SharedParameters(this.#communicator, network)
    }
    this.#step = bucketsFor(sizesOf(network), lengthOfNotices(this.#size))
    this.#begin(purpose)
  }

  /** Computes this rank's part of a batch for the round at hand. Once that is concluded, what is returned gives the sums over all. */
  async sumGradients(trainee: Trainee, batch: LoadableBatch, loss: Loss): Promise<() => Slope> {
    const round = this.#round
    await sumGradients(round, trainee, batch, partOfRank(batch.samples, this.#communicator), loss)
    return () => slopeOf(trainee.network, round)
  }

  /** What parameters are compared by. */
  hashOf(arrays: readonly Float32Array[]): number {
    return hashOf(arrays)
  }

  /** Ends the round at hand. Resolves to whether all ranks go on, to a round of that purpose; none may follow otherwise. */
  async conclude(notice: Notice, purpose: Purpose): Promise<boolean> {
    const notices = await this.#end(notice)
    if (notices.some(({ word }) => word === 'stop')) {
      this.#stage = 'over'
      return false
    }
    this.#refuse(differentEnds(notices) ?? differentSamples(notices) ?? differentParameters(notices))
    this.#shared?.owe(this.#purpose === 'step' && notice.word === 'go')
    this.#begin(purpose)
    return true
  }

  /** To be called after each step: where backends differ, whose results may, every rank takes the parameters of rank 0. */
  async share(trainee: Trainee): Promise<void> {
    await this.#shared?.share(trainee)
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

/** The numbers that are summed in a step: the losses of the outputs, and the gradients of the layers, last to first. */
function sizesOf(network: Network): number[] {
  const gradients = network.map(({ W, b }) => [W.rows * W.cols, b.rows])
  return [network[network.length - 1].b.rows, ...gradients.toReversed().flat()]
}

function differentEnds(notices: readonly Notice[]): Error | undefined {
  const ended = notices.findIndex(({ word }) => word === 'ended')
  const others = notices.findIndex(({ word }) => word === 'go')
  if (ended < 0 || others < 0) return undefined
  return new ArgumentError(
    `batches has no more for this epoch on rank ${ended}, and more on rank ${others}; every rank must be given the same batches.`,
  )
}

function differentSamples(notices: readonly Required<Notice>[]): Error | undefined {
  const [first] = notices
  const other = notices.findIndex(({ samples }) => samples !== first.samples)
  if (other < 0) return undefined
  return new ArgumentError(
    `batches gave a batch of ${notices[other].samples} samples on rank ${other}, and of ${first.samples} on rank 0; every rank must be given the same batches, and takes its part itself.`,
  )
}

function differentParameters(notices: readonly Required<Notice>[]): Error | undefined {
  const others = notices.flatMap(({ hash }, rank) => (hash === notices[0].hash ? [] : [rank]))
  if (others.length === 0) return undefined
  const ranks = others.length === 1 ? `rank ${others[0]} are` : `ranks ${others.join(', ')} are`
  return new CommunicatorError(
    `The parameters of ${ranks} no longer those of rank 0. Give every rank the same options, optimiser and schedule, run one version of Node.js on one kind of processor, and set no parameters meanwhile; then resume from the last checkpoint of rank 0.`,
    others[0],
  )
}
