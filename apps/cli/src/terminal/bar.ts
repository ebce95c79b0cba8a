import { type Options, SingleBar } from 'cli-progress'
import { terminalWidth } from '../output.ts'

/**
 * A bar in the one look that all bars have. It leaves `beside` columns for the text beside it. It changes no state of the
 * terminal, neither cursor nor wrapping, for a signal may end the program before that is put back.
 */
export const createBar = (
  stream: NodeJS.WriteStream,
  beside: number,
  options: Options & { readonly format: string },
): SingleBar =>
  new SingleBar({
    stream,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: Math.max(5, Math.min(30, terminalWidth(stream) - beside)),
    hideCursor: false,
    linewrap: true,
    fps: 10,
    ...options,
  })
