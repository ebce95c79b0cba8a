import { exportEndings, exportModel } from '../commands/export.ts'
import type { AddCommand } from './add-command.ts'
import { examples } from './examples.ts'

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
