import type { ChildProcess } from 'node:child_process'

/** Collects what a process prints, on both streams in the order in which it comes, and tells all of it whenever something comes. */
export function collectPrinted(
  { stdout, stderr }: ChildProcess,
  onPrint?: (printed: string) => void,
): () => string {
  let printed = ''
  const add = (text: string): void => {
    printed += text
    onPrint?.(printed)
  }
  stdout?.setEncoding('utf8').on('data', add)
  stderr?.setEncoding('utf8').on('data', add)
  return () => printed
}
