/// <reference types="vite/client" />

/* The library's own sources, as they were when the page was built. */

/** The text of each file of `packages/mlp/src` that formulas stand in, by its path. */
const texts = import.meta.glob<string>(
  '../../../../../packages/mlp/src/{activation,gradients,loss,optimiser}.ts',
  { query: '?raw', import: 'default', eager: true },
)

export type SourceFile = 'activation.ts' | 'gradients.ts' | 'loss.ts' | 'optimiser.ts'

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
  const lines = textOf(file).split('\n')
  const found = lines.flatMap((line, i) => (line.includes(marker) ? [i] : []))
  if (found.length !== 1) throw new Error(`${found.length} lines of ${file} hold "${marker}"; one must.`)
  const [line] = found
  let [from, to] = [line, line]
  while (from > line - AROUND && isCode(lines[from - 1])) from--
  while (to < line + AROUND && isCode(lines[to + 1])) to++
  return { file, number: line + 1, first: from + 1, lines: lines.slice(from, to + 1) }
}

function textOf(file: SourceFile): string {
  const text = texts[`../../../../../packages/mlp/src/${file}`]
  if (text === undefined) throw new Error(`The page was built without the text of ${file}.`)
  return text
}

const isCode = (line: string | undefined): boolean => line !== undefined && !/^\s*$|^ ?\*|^\/\*/u.test(line)
