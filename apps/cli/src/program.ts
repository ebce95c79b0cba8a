import { Command, Option } from 'commander'
import packageJson from '../package.json' with { type: 'json' }
import { backendNames, backends, type BackendsOptions } from './commands/backends.ts'
import { conformance, type ConformanceCommandOptions, reporters } from './commands/conformance.ts'
import { demoDigits, type DemoOptions } from './commands/demo-digits.ts'
import { LARGEST_SEED, layerSizes, positiveNumber, wholeNumber } from './options.ts'
import { write } from './output.ts'

/** The command line. `done` gets the exit code of the command that ran. */
export function createProgram(done: (exitCode: number) => void): Command {
  const program = new Command('bilayer')
    .description('Multilayer perceptrons on any compute.')
    .version(packageJson.version)
    .showHelpAfterError('(bilayer --help lists commands and options)')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: write })
    .exitOverride()
  const demo = program.command('demo').description('see it work on real data')

  demo
    .command('digits')
    .description('train on handwritten digits, and draw those that are misread')
    .option('--backend <name>', `one of: ${backendNames}`)
    .option('--hidden <sizes>', 'sizes of the hidden layers, such as 256,64', layerSizes, [128])
    .option('--epochs <count>', 'how often each digit is seen', wholeNumber(1), 20)
    .option('--batch-size <count>', 'digits in a step', wholeNumber(1), 16)
    .option('--learning-rate <number>', 'the size of a step', positiveNumber, 0.05)
    .option('--samples <count>', 'digits to use, from 10 to 10000', wholeNumber(10, 10_000), 10_000)
    .option('--seed <number>', 'draws weights, split and batches', wholeNumber(0, LARGEST_SEED), 1)
    .option('--output <file>', 'where the model is saved', 'digits.safetensors')
    .action(async (options: DemoOptions) => done(await demoDigits(options)))

  program
    .command('backends')
    .description('list the backends that work here, and which one would be chosen')
    .option('--layers <sizes>', 'time training steps of a network, such as 784,128,10', layerSizes)
    .option('--batch <count>', 'samples in a step', wholeNumber(1))
    .option('--fresh', 'measure anew, even what was measured on this machine before')
    .option('--json', 'print JSON')
    .action(async (options: BackendsOptions) => done(await backends(options)))

  program
    .command('conformance')
    .description('prove a backend right: one of ours, or one in a module of yours')
    .argument('<backend>', `${backendNames}, or the path of a module that exports a backend provider`)
    .option('--only <text>', 'run only the cases with this text in their names, such as "matmul ›"')
    .option('--seed <number>', 'replays random cases', wholeNumber(0, 2 ** 31 - 1), 1)
    .option(
      '--timeout <ms>',
      'milliseconds that a case may take; after three that hang the run ends',
      wholeNumber(1),
      30_000,
    )
    .option('--bail', 'stop at the first failure')
    .addOption(
      new Option('--reporter <kind>', 'how to report').choices(Object.keys(reporters)).default('terminal'),
    )
    .option('--output <file>', 'write the report to a file')
    .action(async (backend: string, options: ConformanceCommandOptions) =>
      done(await conformance(backend, options)),
    )

  return program
}
