import { SingleBar } from 'cli-progress'

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

export function createProgress(total: number, output: NodeJS.WriteStream): ProgressDisplay {
  return output.isTTY ? createBar(total, output) : createLines(output)
}

function createBar(total: number, stream: NodeJS.WriteStream): ProgressDisplay {
  const bar = new SingleBar({
    stream,
    format: '{bar} {percentage}%  {epoch}  loss {loss}  accuracy {accuracy}  {speed}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: Math.max(5, Math.min(30, stream.columns - 75)),
    hideCursor: true,
    linewrap: false,
    fps: 10,
  })
  bar.start(total, 0, { epoch: '', loss: '–', accuracy: '–', speed: '' } satisfies Status)
  return {
    update: (done, status) => bar.update(done, status),
    epoch: (done, status) => bar.update(done, status),
    stop: () => bar.stop(),
  }
}

const createLines = (output: NodeJS.WriteStream): ProgressDisplay => ({
  update: () => {},
  epoch: (_, { epoch, loss, accuracy, speed }) => {
    output.write(`${epoch}  loss ${loss}  accuracy ${accuracy}  ${speed}\n`)
  },
  stop: () => {},
})
