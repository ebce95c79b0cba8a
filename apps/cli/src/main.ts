#!/usr/bin/env node
import { BilayerError } from 'bilayer'
import { CommanderError } from 'commander'
import { exitCodes } from './exit-codes.ts'
import { createProgram } from './program.ts'

/** The output was closed by its reader, as by `| head`: there is nobody left to tell. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

process.exitCode = await run(process.argv)

async function run(argv: readonly string[]): Promise<number> {
  let code = 0
  try {
    await createProgram((result) => {
      code = result
    }).parseAsync(argv)
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage
    if (error instanceof BilayerError) {
      process.stderr.write(`${error.message}\n`)
      return exitCodes.usage
    }
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
    return exitCodes.fault
  }
}
