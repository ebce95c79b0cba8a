import { type Checkpoint, DivergedError } from 'bilayer'
import { UsageError } from '../exit-codes.ts'
import type { Course } from './course.ts'
import type { ProgressShow } from './show-progress.ts'

/** What goes with a training. */
export interface Company {
  readonly show: ProgressShow
  /** Aborted where the training is to end. */
  readonly signal: AbortSignal
  /** Where it goes on from, if it does. */
  readonly resume: Checkpoint | undefined
  /** So often a checkpoint is saved; where there is none, only of a training that is ended before its time. */
  readonly checkpointEvery: number | undefined
  readonly saveCheckpoint: () => Promise<unknown>
}

/** Trains, shows how far it is, and saves checkpoints. */
export async function follow(course: Course, company: Company): Promise<void> {
  const { show, signal, resume, checkpointEvery = Infinity, saveCheckpoint } = company
  try {
    await course.run(
      {
        batch: show.batch,
        epoch: async (record, progress) => {
          show.epoch(record, progress)
          if (progress.epoch % checkpointEvery === 0) await saveCheckpoint()
        },
      },
      signal,
      resume,
    )
  } catch (error) {
    throw error instanceof DivergedError ? inOptions(error) : error
  } finally {
    show.stop()
  }
  if (!course.isOver) await saveCheckpoint()
}

/** What the library says to try, as options of the command line. */
function inOptions(error: DivergedError): UsageError {
  return new UsageError(
    `${error.happened} No model is saved. Try a lower --learning-rate, or --scaling standard.`,
    { cause: error },
  )
}
