import { backendNames } from '../commands/backends.ts'
import { bench, type BenchOptions } from '../commands/bench.ts'
import { layerSizes, wholeNumber } from '../options.ts'
import type { AddCommand } from './add-command.ts'
import { examples } from './examples.ts'

export const addBench: AddCommand = (program, done) => {
  const command = program
    .command('bench')
    .description('time a training step and a prediction on each backend, side by side')
    .argument('[backends...]', `${backendNames}, or the path of a module; all of ours unless named`)
    .option('--layers <sizes>', 'sizes of the layers, inputs to outputs', layerSizes, [784, 128, 10])
    .option('--batch <count>', 'samples in a step', wholeNumber(1), 64)
    .option('--rounds <count>', 'samples of each time, of about 30 ms', wholeNumber(1, 10_000), 15)
    .option('--json', 'print JSON')
    .action(async (backends: string[], options: BenchOptions) => done(await bench(backends, options)))
  examples(command, [
    ['bilayer bench', 'a small network on every backend that works here'],
    ['bilayer bench --layers 4,16,3 --batch 32 wasm cpu-js', 'a network of yours on two of them'],
    ['bilayer bench --rounds 3 --json', 'for a script'],
  ])
}
