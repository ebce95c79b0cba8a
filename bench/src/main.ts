import { writeFile } from 'node:fs/promises'
import { cpuJsProvider } from '@bilayer/backend-cpu-js'
import { wasmProvider } from '@bilayer/backend-wasm'
import { Command } from 'commander'
import { bilayer } from './contenders/bilayer.ts'
import { naive } from './contenders/naive.ts'
import { tfjsCpu, tfjsWasm } from './contenders/tfjs.ts'
import { measure, type Timing } from './measure.ts'
import { sizes } from './problem.ts'
import { load, machine, type Results, timingTable } from './report.ts'

interface Options {
  readonly rounds: number
  readonly size?: string
  readonly output?: string
}

const contenders = [bilayer(wasmProvider), bilayer(cpuJsProvider), naive, tfjsWasm, tfjsCpu]

const options = new Command('bench')
  .description('Times one training step of the two-layer network, ours and that of peers, in one run.')
  .option('--rounds <count>', 'samples of each contender', Number, 15)
  .option('--size <m0,m1,m2,n>', `one of: ${sizes.map((size) => size.join(',')).join(' ')}`)
  .option('--output <file>', 'write the results as JSON')
  .parse()
  .opts<Options>()

const before = load()
const timings: Timing[] = []
for (const size of sizes) {
  if (options.size !== undefined && size.join(',') !== options.size) continue
  const measured = await measure(contenders, size, options.rounds)
  timings.push(...measured)
  console.log(`(m0, m1, m2, n) = (${size.join(', ')})\n${timingTable(measured)}\n`)
}
if (timings.length === 0) throw new Error(`No size is ${options.size}; the sizes are ${sizes.join(' ')}.`)

const results: Results = {
  date: new Date().toISOString().slice(0, 10),
  machine: machine(),
  load: { before, after: load() },
  timings,
}
console.log(
  `${results.machine.processor}, ${results.machine.cores} cores, Node.js ${results.machine.node}, load ${before}`,
)
if (options.output !== undefined)
  await writeFile(options.output, `${JSON.stringify(results, undefined, 2)}\n`)
