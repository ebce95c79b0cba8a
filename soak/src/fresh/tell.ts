import { writeSync } from 'node:fs'

/** Sends a message to the process that runs this script by `runFresh`: a line of JSON, written before it returns. */
export function tell(message: object): void {
  writeSync(1, `${JSON.stringify(message)}\n`)
}
