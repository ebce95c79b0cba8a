import type { Outcome } from './command.ts'
import { runShell } from './shell.ts'

/** Milliseconds that all examples of a command may take, on a machine that does much else. */
export const EXAMPLES = 180_000

/** An example of a command's help, and what came of it. */
export interface RunExample extends Outcome {
  readonly line: string
}

/** Runs the examples of a command's help in a folder, one after another: `command` is such as `bilayer backends`. */
export async function runExamples(command: string, folder: string): Promise<RunExample[]> {
  const { out } = await runShell(`${command} --help`, folder)
  const runs: RunExample[] = []
  for (const line of examplesIn(out)) runs.push({ line, ...(await runShell(line, folder)) })
  return runs
}

/** The lines below `Examples:`, which a shell runs as they are: what an example does is a comment to it. */
function examplesIn(help: string): string[] {
  const [, after = ''] = help.split('\nExamples:\n')
  return after.split('\n').flatMap((line) => (line.startsWith('  ') ? [line.trim()] : []))
}
