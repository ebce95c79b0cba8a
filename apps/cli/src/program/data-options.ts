import type { Command } from 'commander'
import { choice } from '../options.ts'

/** Ends the description of an argument that names a data file. */
export const orStandardInput = '; - reads CSV from the standard input'

/** The options by which a data file is read. */
export const withDataOptions = (command: Command): Command =>
  command
    .option('--no-header', 'the first line holds values; columns are called column1, column2 and so on')
    .option('--separator <character>', 'of the values; recognised unless given')
    .addOption(choice('--decimal <character>', 'before a fraction; recognised unless given', ['.', ',']))
    .addOption(choice('--encoding <name>', 'of the text', ['utf-8', 'utf-16le', 'latin1']))
