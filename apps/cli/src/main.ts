#!/usr/bin/env node
import { inspect } from 'node:util'
import { CommanderError } from 'commander'
import { exitCodeOf, exitCodes, firstError } from './exit-codes.ts'
import { outputFailure, tell, watchOutput } from './output.ts'
import { createProgram } from './program.ts'
import { reasonOf } from './system-errors.ts'

watchOutput()
process.exitCode = await reportOutput(await run(process.argv))

async function run(argv: readonly string[]): Promise<number> {
  let code = 0
  try {
    await createProgram((result) => {
      code = result
    }).parseAsync(argv)
    return code
  } catch (caught) {
    const error = firstError(caught)
    explain(error)
    return exitCodeOf(error)
  }
}

/** Commander has told its errors itself. Only a fault of this program needs a stack trace. */
function explain(error: unknown): void {
  if (error instanceof CommanderError) return
  const isFault = exitCodeOf(error) === exitCodes.fault
  tell(error instanceof Error && !isFault ? error.message : inspect(error))
}

/** Output that was lost is a failure, unless the command has a worse one to tell. */
async function reportOutput(code: number): Promise<number> {
  const failure = await outputFailure()
  if (failure === undefined) return code
  tell(`Cannot write to the standard output: ${reasonOf(failure)}.`)
  return code === 0 ? exitCodes.unwritten : code
}
