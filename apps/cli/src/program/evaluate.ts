import { evaluate, type EvaluateOptions } from '../commands/evaluate.ts'
import type { AddCommand } from './add-command.ts'
import { backendOption } from './backend-option.ts'
import { orStandardInput, withDataOptions } from './data-options.ts'
import { examples } from './examples.ts'

export const addEvaluate: AddCommand = (program, done) => {
  const command = program
    .command('evaluate')
    .description('tell how well a model does on a table that has the true values')
    .argument('<model>', 'a model that train saved')
    .argument('<data>', `a table with these columns and the target${orStandardInput}`)
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
