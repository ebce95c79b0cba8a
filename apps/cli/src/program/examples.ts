import type { Command } from 'commander'

/** A line for a shell, and what it does, in a few words. */
export type Example = readonly [line: string, does: string]

/** Ends the help of a command with examples. Tests run them as they stand: `runExamples` of `testing/examples.ts`. */
export function examples(command: Command, list: readonly Example[]): void {
  const width = Math.max(...list.map(([line]) => line.length))
  const lines = list.map(([line, does]) => `  ${line.padEnd(width)}  # ${does}`)
  command.addHelpText('after', ['', 'Examples:', ...lines].join('\n'))
}
