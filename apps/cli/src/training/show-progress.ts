import type { Progress } from 'bilayer'
import { isTerminal } from '../output.ts'
import { createProgress } from '../terminal/progress.ts'
import type { CourseListener, EpochRecord, Task } from './course.ts'
import type { Settings } from './settings.ts'

/** Shows how far a training is. */
export interface ProgressShow {
  readonly batch: CourseListener['batch']
  readonly epoch: (record: EpochRecord, progress: Progress) => void
  readonly stop: () => void
}

/** Shows nothing. */
export const noProgress: ProgressShow = { batch: () => {}, epoch: () => {}, stop: () => {} }

/** A bar where it is wanted and the output is a terminal, and nothing elsewhere. `seen` is how many rows were trained on before. */
export function showProgress(
  { target, train }: Task,
  { epochs }: Settings,
  seen: number,
  isWanted: boolean,
): ProgressShow {
  if (!isWanted || !isTerminal(process.stdout)) return noProgress
  const display = createProgress(epochs * train.X.count)
  const scoreName = target.kind === 'classes' ? 'accuracy' : 'R²'
  const start = performance.now()
  let last: EpochRecord | undefined
  const status = ({ epoch, loss, samples }: Progress) => ({
    epoch: `epoch ${epoch} of ${epochs}`,
    loss: loss.toFixed(4),
    score: last?.validation ? `${scoreName} ${last.validation.score.toFixed(3)}` : '',
    speed: `${Math.round((1000 * (samples - seen)) / (performance.now() - start))} rows/s`,
  })
  return {
    batch: (progress) => display.update(progress.samples, status(progress)),
    epoch: (record, progress) => {
      last = record
      display.epoch(progress.samples, status(progress))
    },
    stop: () => display.stop(),
  }
}
