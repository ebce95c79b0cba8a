import { SingleBar } from 'cli-progress'
import { isTerminal, print, terminalWidth } from '../output.ts'

/** What the bar shows beside itself. */
export interface Status {
  readonly epoch: string
  readonly loss: string
  readonly accuracy: string
  readonly speed: string
}

/** A bar where the output is a terminal, and a line for each epoch elsewhere. */
export interface ProgressDisplay {
  readonly update: (done: number, status: Status) => void
  readonly epoch: (done: number, status: Status) => void
  readonly stop: () => void
}

export const createProgress = (total: number): ProgressDisplay =>
  isTerminal() ? createBar(total) : createLines()

function createBar(total: number): ProgressDisplay {
  const bar = new SingleBar({
    stream: process.stdout,
    format: '{bar} {percentage}%  {epoch}  loss {loss}  accuracy {accuracy}  {speed}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: Math.max(5, Math.min(30, terminalWidth() - 75)),
    // No state of the terminal is changed, for a signal may end the program before it is put back.
    hideCursor: false,
    linewrap: true,
    fps: 10,
  })
  bar.start(total, 0, { epoch: '', loss: '–', accuracy: '–', speed: '' } satisfies Status)
  return {
    update: (done, status) => bar.update(done, status),
    epoch: (done, status) => bar.update(done, status),
    stop: () => bar.stop(),
  }
}

const createLines = (): ProgressDisplay => ({
  update: () => {},
  epoch: (_, { epoch, loss, accuracy, speed }) =>
    print(`${epoch}  loss ${loss}  accuracy ${accuracy}  ${speed}`),
  stop: () => {},
})
