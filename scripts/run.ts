import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** Runs a command to its end; rejects, with what it printed, where it fails. */
// oxlint-disable-next-line typescript/strict-void-return -- promisify knows execFile's own promise form
export const run = promisify(execFile)
