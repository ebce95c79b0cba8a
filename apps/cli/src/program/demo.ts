import { demoDigits, type DemoOptions } from '../commands/demo-digits.ts'
import { LARGEST_SEED, layerSizes, positiveNumber, wholeNumber } from '../options.ts'
import type { AddCommand } from './add-command.ts'
import { backendOption } from './backend-option.ts'
import { examples } from './examples.ts'

export const addDemo: AddCommand = (program, done) => {
  const command = program
    .command('demo')
    .description('see it work on real data')
    .command('digits')
    .description('train on handwritten digits, and draw those that are misread')
    .addOption(backendOption('the backend to train on'))
    .option('--hidden <sizes>', 'sizes of the hidden layers, such as 256,64', layerSizes, [128])
    .option('--epochs <count>', 'how often each digit is seen', wholeNumber(1), 20)
    .option('--batch-size <count>', 'digits in a step', wholeNumber(1), 16)
    .option('--learning-rate <number>', 'the size of a step', positiveNumber, 0.05)
    .option('--samples <count>', 'digits to use, from 10 to 10000', wholeNumber(10, 10_000), 10_000)
    .option('--seed <number>', 'draws weights, split and batches', wholeNumber(0, LARGEST_SEED), 1)
    .option('--output <file>', 'where the model is saved', 'digits.safetensors')
    .action(async (options: DemoOptions) => done(await demoDigits(options)))
  examples(command, [
    ['bilayer demo digits --samples 1000 --epochs 5', 'on a tenth of the digits, in a second or two'],
    ['bilayer demo digits --samples 1000 --epochs 5 --hidden 64,32 --backend cpu-js', 'as you like it'],
  ])
}
