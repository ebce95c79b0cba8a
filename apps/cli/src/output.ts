import { writeFileSync } from 'node:fs'
import { Socket } from 'node:net'
import { hasCode } from './system-errors.ts'

let failure: unknown

const { stdout, stderr } = process

/** The stream's own, whatever stands in its place: `divertOthers`. */
const toStandardOutput = stdout.write.bind(stdout)

/**
 * Lets the work go on when its output cannot be written. Without this, Node.js ends the program when the reader of a pipe goes
 * away, as `head` does.
 */
export function watchOutput(): void {
  stdout.on('error', fail)
  stderr.on('error', () => {})
}

/** From here on, what others print to the standard output goes to the standard error, so that ours is whole. */
export function divertOthers(): void {
  stdout.write = stderr.write.bind(stderr)
}

/** Prints lines to the standard output; nothing for an empty text. */
export function print(text: string): void {
  if (text !== '') write(`${text}\n`)
}

/** Prints to the standard output. It never throws: `outputFailure` tells at the end. */
export function write(text: string): void {
  if (failure !== undefined) return
  if (stdout instanceof Socket) toStandardOutput(text)
  else writeToFile(text)
}

/** Prints lines to the standard error. */
export function tell(text: string): void {
  stderr.write(`${text}\n`)
}

/** Whether a stream is a terminal that can redraw a line. */
export const isTerminal = (stream: NodeJS.WriteStream): boolean =>
  stream.isTTY && process.env['TERM'] !== 'dumb'

const USUAL_WIDTH = 80

/** Characters of a line. Some terminals say that they have none. */
export const terminalWidth = (stream: NodeJS.WriteStream = stdout): number => stream.columns || USUAL_WIDTH

/** Whether nobody takes the output any more. */
export const isOutputLost = (): boolean => failure !== undefined

/** Waits until all is printed. Why the standard output could not be written; undefined where it was, or its reader went away. */
export async function outputFailure(): Promise<unknown> {
  await new Promise<void>((resolve) => {
    toStandardOutput('', () => resolve())
  })
  return hasCode(failure, 'EPIPE') ? undefined : failure
}

/** `process.stdout` writes to a file once, and does not look how much of it the file took. */
function writeToFile(text: string): void {
  try {
    writeFileSync(stdout.fd, Buffer.from(text))
  } catch (error) {
    fail(error)
  }
}

function fail(error: unknown): void {
  failure ??= error
}
