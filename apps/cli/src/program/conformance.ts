import { backendNames } from '../commands/backends.ts'
import { conformance, type ConformanceCommandOptions, reporters } from '../commands/conformance.ts'
import { choice, wholeNumber } from '../options.ts'
import type { AddCommand } from './add-command.ts'
import { examples } from './examples.ts'

export const addConformance: AddCommand = (program, done) => {
  const command = program
    .command('conformance')
    .description('prove backends right: those of ours, or one in a module of yours')
    .argument('[backends...]', `${backendNames}, or the path of a module that exports a backend provider`)
    .option('--all', 'all backends of ours that work here')
    .option('--only <text>', 'run only the cases with this text in their names, such as "matmul ›"')
    .option('--seed <number>', 'replays random cases', wholeNumber(0, 2 ** 31 - 1), 1)
    .option(
      '--timeout <ms>',
      'milliseconds that a case may take; after three that hang the run ends',
      wholeNumber(1),
      30_000,
    )
    .option('--bail', 'stop at the first failure')
    .addOption(choice('--reporter <kind>', 'how to report', Object.keys(reporters)).default('terminal'))
    .option('--output <file>', 'write the report to a file')
    .action(async (backends: string[], options: ConformanceCommandOptions) =>
      done(await conformance(backends, options)),
    )
  examples(command, [
    ['bilayer conformance cpu-js', 'one of ours'],
    ["bilayer conformance --all --only 'relu ›'", 'a table of operations and backends'],
    ['bilayer conformance wasm cpu-js --reporter junit --output report.xml', 'for continuous integration'],
  ])
}
