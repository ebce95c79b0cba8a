import { inspect, type InspectOptions } from '../commands/inspect.ts'
import type { AddCommand } from './add-command.ts'
import { examples } from './examples.ts'

export const addInspect: AddCommand = (program, done) => {
  const command = program
    .command('inspect')
    .description('tell what is in a model file')
    .argument('<model>', 'a model that train saved')
    .option('--json', 'print JSON, for scripts')
    .action(async (model: string, options: InspectOptions) => done(await inspect(model, options)))
  examples(command, [['bilayer inspect iris.safetensors', 'its layers, columns and classes']])
}
