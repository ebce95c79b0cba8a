import { isTerminal } from '../output.ts'
import { createBar } from './bar.ts'

/** Shows the case at hand, so that one that hangs is seen. */
export interface CaseProgress extends Disposable {
  readonly show: (name: string, done: number, total: number) => void
}

/** A bar where the output is a terminal, which leaves no trace; nothing elsewhere. */
export function createCaseProgress(stream: NodeJS.WriteStream): CaseProgress {
  if (!isTerminal(stream)) return { show: () => {}, [Symbol.dispose]: () => {} }
  const bar = createBar(stream, 60, { format: '{bar} {value} of {total}  {name}', clearOnComplete: true })
  bar.start(1, 0, { name: 'starts' })
  return {
    show: (name, done, total) => {
      bar.setTotal(total)
      bar.update(done, { name })
    },
    [Symbol.dispose]: () => bar.stop(),
  }
}
