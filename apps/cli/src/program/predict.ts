import { predict, type PredictOptions } from '../commands/predict.ts'
import { columnNames } from '../options.ts'
import type { AddCommand } from './add-command.ts'
import { backendOption } from './backend-option.ts'
import { orStandardInput, withDataOptions } from './data-options.ts'
import { examples } from './examples.ts'

export const addPredict: AddCommand = (program, done) => {
  const command = program
    .command('predict')
    .description('predict each row of a table, as CSV')
    .argument('<model>', 'a model that train saved')
    .argument('<data>', `a table with the columns that were learnt from${orStandardInput}`)
    .option('--probabilities', 'the probability of each class too')
    .option('--keep <columns>', 'columns of the data to print beside, such as id', columnNames)
    .option('--output <file>', 'where the predictions go; the standard output unless given')
    .addOption(backendOption('the backend to predict on'))
    .option('--json', 'print JSON lines, for scripts')
  withDataOptions(command).action(async (model: string, data: string, options: PredictOptions) =>
    done(await predict(model, data, options)),
  )
  examples(command, [
    ['bilayer predict iris.safetensors iris.csv --output predicted.csv', 'a file of predictions'],
    [
      'bilayer predict iris.safetensors iris.csv --probabilities --keep petal_width',
      'with probabilities, beside a column',
    ],
  ])
}
