#!/usr/bin/env node
import { launchedRanks } from '@bilayer/mpi/launched-ranks'
import { exitCodes } from './exit-codes.ts'
import { outputFailure, tell, watchOutput } from './output.ts'
import { createProgram } from './program.ts'
import { reasonOf } from './system-errors.ts'
import { tellError } from './tell-error.ts'

watchOutput()
const exitCode = await reportOutput(await run(process.argv))
// Of a rank that was killed MPI does not know, and would keep this process for what it still waits for.
if (launchedRanks()) process.exit(exitCode)
process.exitCode = exitCode

async function run(argv: readonly string[]): Promise<number> {
  let code = 0
  try {
    await createProgram((result) => {
      code = result
    }).parseAsync(argv)
    return code
  } catch (caught) {
    return tellError(caught)
  }
}

/** Output that was lost is a failure, unless the command has a worse one to tell. */
async function reportOutput(code: number): Promise<number> {
  const failure = await outputFailure()
  if (failure === undefined) return code
  tell(`Cannot write to the standard output: ${reasonOf(failure)}.`)
  return code === 0 ? exitCodes.unwritten : code
}
