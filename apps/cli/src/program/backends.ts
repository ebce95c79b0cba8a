import { backends, type BackendsOptions } from '../commands/backends.ts'
import { layerSizes, wholeNumber } from '../options.ts'
import type { AddCommand } from './add-command.ts'
import { examples } from './examples.ts'

export const addBackends: AddCommand = (program, done) => {
  const command = program
    .command('backends')
    .description('list the backends that work here, and which one would be chosen')
    .option('--layers <sizes>', 'time training steps of a network, such as 784,128,10', layerSizes)
    .option('--batch <count>', 'samples in a step', wholeNumber(1))
    .option('--fresh', 'measure anew, even what was measured on this machine before')
    .option('--json', 'print JSON')
    .action(async (options: BackendsOptions) => done(await backends(options)))
  examples(command, [
    ['bilayer backends', 'which backends work here'],
    ['bilayer backends --layers 784,128,10 --batch 64', 'and which trains this network the fastest'],
    ['bilayer backends --json', 'for a script'],
  ])
}
