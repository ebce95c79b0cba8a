import { exitCodeOf, explanationOf, firstError } from './exit-codes.ts'
import { tell } from './output.ts'

/** Tells what a command threw, on the standard error, and returns the exit code for it. */
export function tellError(caught: unknown): number {
  const error = firstError(caught)
  const explanation = explanationOf(error)
  if (explanation !== '') tell(explanation)
  return exitCodeOf(error)
}
