import { snippetsIn } from '../../scripts/snippets.ts'

/** One thing that somebody does who follows a guide to the letter. */
export type Step =
  /** Writes a file. */
  | { readonly path: string; readonly text: string }
  /** Types commands, and looks at what the last of them printed if the guide says what that is. */
  | { readonly commands: string; readonly printed: string | undefined }

/**
 * Reads the steps of a guide, in its order. A block of code is a file, where the paragraph above it begins with the name of one;
 * commands, where it is `sh`; or what these print, where it is `text`. Throws where it is neither.
 */
export function stepsOf(guide: string): Step[] {
  const blocks = snippetsIn({ path: 'guide', text: guide })
  return blocks.flatMap(({ name, info, fileName, code }, i): readonly Step[] => {
    if (fileName !== undefined) return [{ path: fileName, text: code }]
    const next = blocks[i + 1]
    const isPrinted = next?.info === 'text' && next.fileName === undefined
    if (info === 'sh') return [{ commands: code, printed: isPrinted ? next.code : undefined }]
    if (info === 'text' && blocks[i - 1]?.info === 'sh') return []
    throw new Error(`${name} is neither a file, nor commands, nor what they print: nobody can follow it.`)
  })
}
