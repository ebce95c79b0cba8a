import { createBreather } from './breathe.ts'
import type { Observer, Progress } from './fit-options.ts'
import type { Ranks } from './ranks/ranks.ts'
import type { Task } from './task.ts'
import type { Trainee } from './trainee.ts'
import type { Training } from './training.ts'

/** What came of training. */
export interface FitResult {
  /** The mean loss of each finished epoch. */
  readonly losses: readonly number[]
  /** Whether the signal, or an observer, ended it. */
  readonly stopped: boolean
}

/**
 * Takes a training to its last epoch. Throws `DivergedError` when the loss stops being finite, the model then holding the
 * parameters of the end of the last epoch, and `DisposedError` when the model is disposed meanwhile. With other ranks, it ends on
 * every rank after the same batch or epoch.
 */
export async function fit(
  trainee: Trainee,
  training: Training,
  { source, options }: Task,
  ranks?: Ranks,
): Promise<FitResult> {
  const { epochs, signal, onBatch, onEpoch, reportEvery = 16, learningRate } = options
  const { batches } = source
  const breathe = createBreather()
  const result = (stopped: boolean): FitResult => ({ losses: training.course.losses, stopped })
  const progress = (loss: number): Progress => {
    const { epoch, batch, seen } = training.course
    return { epoch, epochs, batch, batches, samples: seen, loss }
  }
  const tell = async (observer: Observer | undefined, now: Progress): Promise<boolean> => {
    const answer = await observer?.(now)
    trainee.checkInTraining()
    return answer === 'stop'
  }

  const stop = async (): Promise<FitResult> => {
    await ranks?.stop()
    return result(true)
  }

  while (training.course.epoch <= epochs) {
    const { epoch, batch: skip } = training.course
    using readings = readingsOf(trainee, training, learningRate)
    let loss = skip > 0 ? await readings.take() : Number.NaN
    for await (const batch of source.epoch(epoch, training.random, skip)) {
      if (signal?.aborted === true) return await stop()
      await trainee.settled
      trainee.checkInTraining()
      if (!ranks) training.step(batch)
      else if (!(await ranks.step(trainee, training, batch))) return result(true)
      const count = training.course.batch
      if (count === batches || count % reportEvery === 1 % reportEvery) loss = await readings.take()
      const isStopped = await tell(onBatch, progress(loss))
      await breathe()
      trainee.checkInTraining()
      if (isStopped) return await stop()
    }
    if (ranks && !(await ranks.endBatches())) return result(true)
    if (batches === Infinity) loss = await readings.take()
    const atEnd = progress(loss)
    training.endEpoch(loss)
    if ((await tell(onEpoch, atEnd)) && epoch < epochs) return await stop()
    if (ranks && !(await ranks.endEpoch(trainee, training))) return result(true)
  }
  return result(false)
}

/** Reads the loss in an epoch, and goes back to the network of the epoch's beginning where it is not finite. */
interface Readings extends Disposable {
  readonly take: () => Promise<number>
}

function readingsOf(trainee: Trainee, training: Training, learningRate: number): Readings {
  const good = trainee.hold()
  let last = trainee.hold()

  const goBack = async (loss: number): Promise<Error> => {
    const { epoch } = training.course
    const { divergedError } = await import('./rare.ts')
    trainee.checkInTraining()
    const error = await divergedError({ loss, epoch, learningRate, good: good.network, last: last.network })
    trainee.checkInTraining()
    trainee.replace({ network: good.network, kept: [] })
    return error
  }

  return {
    take: async () => {
      const loss = await training.mean()
      trainee.checkInTraining()
      if (!Number.isFinite(loss)) throw await goBack(loss)
      last[Symbol.dispose]()
      last = trainee.hold()
      return loss
    },
    [Symbol.dispose]: () => {
      good[Symbol.dispose]()
      last[Symbol.dispose]()
    },
  }
}
