import type { Command } from 'commander'

/** Takes the exit code of the command that ran. */
export type Done = (exitCode: number) => void

/** Declares a command: its arguments, its options, and what it runs. */
export type AddCommand = (program: Command, done: Done) => void
