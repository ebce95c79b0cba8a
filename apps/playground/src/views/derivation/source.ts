import activation from '../../../../../packages/mlp/src/activation.ts?raw'
import gradients from '../../../../../packages/mlp/src/gradients.ts?raw'
import loss from '../../../../../packages/mlp/src/loss.ts?raw'
import optimiser from '../../../../../packages/mlp/src/optimiser.ts?raw'

/* The library's own sources, as they were when the page was built. */

/** The files of `packages/mlp/src` that formulas stand in. */
const files = {
  'gradients.ts': gradients,
  'activation.ts': activation,
  'loss.ts': loss,
  'optimiser.ts': optimiser,
}

export type SourceFile = keyof typeof files

/** A line of the library, with those around it. */
export interface SourceExcerpt {
  readonly file: SourceFile
  /** The line's number in the file, from 1. */
  readonly number: number
  /** The number of the first of `lines`. */
  readonly first: number
  readonly lines: readonly string[]
}

/** Lines before and after that are shown at most. */
const AROUND = 5

/** The one line of a file that holds the marker, with the rest of its function. Throws where there is none, or are several. */
export function excerpt(file: SourceFile, marker: string): SourceExcerpt {
  const lines = files[file].split('\n')
  const found = lines.flatMap((line, i) => (line.includes(marker) ? [i] : []))
  if (found.length !== 1) throw new Error(`${found.length} lines of ${file} hold "${marker}"; one must.`)
  const [line] = found
  let [from, to] = [line, line]
  while (from > line - AROUND && isCode(lines[from - 1])) from--
  while (to < line + AROUND && isCode(lines[to + 1])) to++
  return { file, number: line + 1, first: from + 1, lines: lines.slice(from, to + 1) }
}

const isCode = (line: string | undefined): boolean => line !== undefined && !/^\s*$|^ ?\*|^\/\*/u.test(line)
