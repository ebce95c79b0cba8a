import { Command, InvalidArgumentError, Option } from 'commander'
import { layerSizes, positiveNumber, wholeNumber } from '../../../apps/cli/src/options.ts'
import { backends } from '../backends.ts'
import { load, machine } from '../machine.ts'
import { figure } from '../report.ts'
import { profile } from './profile.ts'
import { profileTable } from './table.ts'

interface Options {
  readonly backend: string
  readonly layers: readonly number[]
  readonly batch: number
  readonly seconds: number
}

const options = new Command('bench:profile')
  .description('Where the time of a training step goes, operation by operation.')
  .addOption(
    new Option('--backend <name>', 'what to train on')
      .choices(backends.map(({ name }) => name))
      .default('wasm'),
  )
  .option('--layers <sizes>', 'from the inputs to the outputs', sizesOf, [784, 128, 10])
  .option('--batch <count>', 'samples of a step', wholeNumber(1), 64)
  .option('--seconds <seconds>', 'how long to measure', positiveNumber, 3)
  .parse()
  .opts<Options>()

const provider = await backends.find(({ name }) => name === options.backend)?.load()
if (!provider) throw new Error(`There is no backend named ${options.backend}.`)
const found = await profile(provider, options)
console.log(
  `One training step of ${options.layers.join('-')} on ${options.backend}, ${options.batch} samples.`,
)
console.log(profileTable(found))
console.log(`${machine().processor}, Node.js ${process.version}, load ${figure(load())}.`)

function sizesOf(text: string): readonly number[] {
  const sizes = layerSizes(text)
  if (sizes.length > 1) return sizes
  throw new InvalidArgumentError('A network has two sizes at least, as in 784,10.')
}
