import type { Command } from 'commander'
import { evaluate, type EvaluateOptions } from '../commands/evaluate.ts'
import { exportEndings, exportModel } from '../commands/export.ts'
import { inspect, type InspectOptions } from '../commands/inspect.ts'
import { predict, type PredictOptions } from '../commands/predict.ts'
import { choice, columnNames } from '../options.ts'
import type { AddCommand } from './add-command.ts'
import { backendOption } from './backend-option.ts'
import { examples } from './examples.ts'

/** The options by which a data file is read. */
export const withDataOptions = (command: Command): Command =>
  command
    .option('--no-header', 'the first line holds values; columns are called column1, column2 and so on')
    .option('--separator <character>', 'of the values; recognised unless given')
    .addOption(choice('--encoding <name>', 'of the text', ['utf-8', 'utf-16le', 'latin1']))

export const addPredict: AddCommand = (program, done) => {
  const command = program
    .command('predict')
    .description('predict each row of a table, as CSV')
    .argument('<model>', 'a model that train saved')
    .argument('<data>', 'a table with the columns that were learnt from')
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

export const addEvaluate: AddCommand = (program, done) => {
  const command = program
    .command('evaluate')
    .description('tell how well a model does on a table that has the true values')
    .argument('<model>', 'a model that train saved')
    .argument('<data>', 'a table with the columns that were learnt from, and the target')
    .option('--report <file>', 'write a page with plots, such as report.html')
    .addOption(backendOption('the backend to predict on'))
    .option('--json', 'print JSON, for scripts')
  withDataOptions(command).action(async (model: string, data: string, options: EvaluateOptions) =>
    done(await evaluate(model, data, options)),
  )
  examples(command, [
    ['bilayer evaluate iris.safetensors iris.csv --report report.html', 'a page to look at'],
  ])
}

export const addInspect: AddCommand = (program, done) => {
  const command = program
    .command('inspect')
    .description('tell what is in a model file')
    .argument('<model>', 'a model that train saved')
    .option('--json', 'print JSON, for scripts')
    .action(async (model: string, options: InspectOptions) => done(await inspect(model, options)))
  examples(command, [['bilayer inspect iris.safetensors', 'its layers, columns and classes']])
}

export const addExport: AddCommand = (program, done) => {
  const command = program
    .command('export')
    .description('write a model for other programs')
    .argument('<model>', 'a model that train saved')
    .argument('<file>', `where it goes; the ending says how: ${exportEndings}`)
    .action(async (model: string, file: string) => done(await exportModel(model, file)))
  examples(command, [
    ['bilayer export iris.safetensors iris.onnx', 'for ONNX Runtime, with scaling and labels'],
    ['bilayer export iris.safetensors iris.js', 'a JavaScript module that needs nothing else'],
  ])
}
