import { isTerminal, print } from '../output.ts'
import { createBar } from './bar.ts'

/** What the bar shows beside itself. */
export interface Status {
  readonly epoch: string
  readonly loss: string
  /** What says how good it is, such as `accuracy 96.0 %`; it may be empty. */
  readonly score: string
  readonly speed: string
}

/** A bar where the output is a terminal, and a line for each epoch elsewhere. */
export interface ProgressDisplay {
  readonly update: (done: number, status: Status) => void
  readonly epoch: (done: number, status: Status) => void
  readonly stop: () => void
}

export const createProgress = (total: number): ProgressDisplay =>
  isTerminal(process.stdout) ? createEpochBar(total) : createLines()

function createEpochBar(total: number): ProgressDisplay {
  const bar = createBar(process.stdout, 88, {
    format: '{bar} {percentage}%  {epoch}  loss {loss}  {score}  {speed}  {eta_formatted} left',
  })
  bar.start(total, 0, { epoch: '', loss: '–', score: '', speed: '' } satisfies Status)
  return {
    update: (done, status) => bar.update(done, status),
    epoch: (done, status) => bar.update(done, status),
    stop: () => bar.stop(),
  }
}

const createLines = (): ProgressDisplay => ({
  update: () => {},
  epoch: (_, { epoch, loss, score, speed }) => print(`${epoch}  loss ${loss}  ${score}  ${speed}`),
  stop: () => {},
})
