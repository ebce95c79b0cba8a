import { train } from '../commands/train.ts'
import {
  choice,
  columnNames,
  LARGEST_SEED,
  layerSizes,
  number,
  positiveNumber,
  share,
  wholeNumber,
} from '../options.ts'
import type { TrainOptions } from '../training/train-options.ts'
import type { AddCommand } from './add-command.ts'
import { backendOption } from './backend-option.ts'
import { orStandardInput, withDataOptions } from './data-options.ts'
import { examples } from './examples.ts'

export const addTrain: AddCommand = (program, done) => {
  const command = program
    .command('train')
    .description('learn to predict a column of a table, and save the model')
    .argument('<data>', `a table, such as iris.csv${orStandardInput}`)
    .option('--target <column>', 'the column to predict')
    .addOption(
      choice('--task <kind>', 'what the column holds; recognised by its values unless given', [
        'classification',
        'regression',
      ]),
    )
    .option('--ignore <columns>', 'columns not to learn from, such as id,name', columnNames)
    .option('--categories <columns>', 'columns of numbers that name categories, such as year', columnNames)
    .option('--text <columns>', 'columns to take as text, whatever stands in them', columnNames)
    .option(
      '--groups <column>',
      'what rows belong together by, such as patient: those of one are all to train on, or none is',
    )
    .addOption(
      choice(
        '--missing <what>',
        'missing values: the mean or the most frequent stands for them, or they are an error',
        ['impute', 'refuse'],
      ),
    )
    .addOption(choice('--scaling <how>', 'of columns of numbers', ['standard', 'minMax', 'none']))
    .option('--rows <count>', 'a random sample of so many, where the table has more', wholeNumber(4))
    .option('--test-share <share>', 'rows that are kept to test by (default: 0.2)', share)
    .option(
      '--validation-share <share>',
      'of the others, rows that are kept to judge the training by (default: 0.15)',
      share,
    )
    .option('--hidden <sizes>', 'sizes of the hidden layers, such as 64,32', layerSizes)
    .addOption(
      choice('--activation <name>', 'of the hidden layers', [
        'relu',
        'leakyRelu',
        'tanh',
        'sigmoid',
        'identity',
      ]),
    )
    .option('--epochs <count>', 'how often each row is seen, at most', wholeNumber(1))
    .option('--batch-size <count>', 'rows in a step', wholeNumber(1))
    .option('--learning-rate <number>', 'the size of a step (default: 0.003)', positiveNumber)
    .option(
      '--weight-decay <number>',
      'by which weights are kept small (default: less, the more rows there are)',
      number(0, 0.999),
    )
    .option('--patience <epochs>', 'epochs without anything better before training ends', wholeNumber(1))
    .option(
      '--seed <number>',
      'draws weights, parts of the data and batches (default: 1)',
      wholeNumber(0, LARGEST_SEED - 1),
    )
    .addOption(backendOption('the backend to train on; the fastest for this work unless given'))
    .option('--output <file>', 'where the model is saved (default: named after the data)')
    .option('--checkpoint-every <epochs>', 'save all that the run needs to go on, so often', wholeNumber(1))
    .option(
      '--resume <checkpoint>',
      'go on from a checkpoint; the same data leads to the same bits as without a pause',
    )
    .option('--report <file>', 'write a page with plots, such as report.html')
    .option('--json', 'print JSON, for scripts')
  withDataOptions(command).action(async (data: string, options: TrainOptions) =>
    done(await train(data, options)),
  )
  command.addHelpText('after', ON_RANKS)
  examples(command, [
    ['bilayer train iris.csv --target species', 'a good model with the fastest backend'],
    ['bilayer train iris.csv --target petal_width --ignore species', 'a quantity rather than classes'],
    ['bilayer train visits.csv --target ill --groups patient', 'tested on patients that it never saw'],
    ['bilayer train iris.csv --target species --hidden 16 --epochs 50 --json', 'for scripts'],
  ])
}

const ON_RANKS = `
On several processes, of one machine or many: mpirun -n 4 npx bilayer train …, or srun. It takes MPI
and npm install @bilayer/mpi.`
