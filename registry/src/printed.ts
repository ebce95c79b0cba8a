import type { ChildProcess } from 'node:child_process'

/** Collects what a process prints, on both streams in the order in which it comes. */
export function collectPrinted({ stdout, stderr }: ChildProcess): () => string {
  let printed = ''
  const add = (text: string): void => {
    printed += text
  }
  stdout?.setEncoding('utf8').on('data', add)
  stderr?.setEncoding('utf8').on('data', add)
  return () => printed
}
