import { newBackend, type NewBackendOptions } from '../commands/new-backend.ts'
import type { AddCommand } from './add-command.ts'
import { examples } from './examples.ts'

export const addNewBackend: AddCommand = (program, done) => {
  const command = program
    .command('new-backend')
    .description('write the package of a new backend, which passes the suite, to replace its kernels')
    .argument('<name>', 'the name of the npm package, such as bilayer-backend-mine or @you/mine')
    .option('--javascript', 'in JavaScript, not TypeScript')
    .option('--output <folder>', 'where to write it, unless into a folder of its name')
    .action(async (name: string, options: NewBackendOptions) => done(await newBackend(name, options)))
  examples(command, [
    ['bilayer new-backend bilayer-backend-mine', 'in TypeScript, into ./bilayer-backend-mine'],
    ['bilayer new-backend @you/mine --javascript --output mine-js', 'in JavaScript, into ./mine-js'],
  ])
}
