import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import { positiveNumber, wholeNumber } from '../../apps/cli/src/options.ts'
import { type Benchmark, runBenchmark } from './benchmark.ts'
import { matmul } from './benchmarks/matmul.ts'
import { ops } from './benchmarks/ops.ts'
import { epochs } from './benchmarks/epochs.ts'
import { fashion } from './benchmarks/fashion.ts'
import { memory } from './benchmarks/memory.ts'
import { optimisers } from './benchmarks/optimisers.ts'
import { size } from './benchmarks/size.ts'
import { startup } from './benchmarks/startup.ts'
import { step } from './benchmarks/step.ts'
import { webgl } from './benchmarks/webgl.ts'
import { webgpu } from './benchmarks/webgpu.ts'
import { measurementTable, summary } from './report.ts'
import { writeResults } from './results.ts'

const benchmarks: readonly Benchmark[] = [
  step,
  matmul,
  ops,
  optimisers,
  epochs,
  fashion,
  memory,
  startup,
  size,
  webgl,
  webgpu,
]

interface Options {
  readonly rounds: number
  readonly budget: number
  readonly only: readonly string[]
  readonly output?: string
}

const program = new Command('bench')
  .description('Our backends and their peers, side by side. Without names, everything.')
  .argument('[names...]', benchmarks.map(({ name, description }) => `${name}: ${description}`).join('; '))
  .option('--rounds <count>', 'samples of each library', wholeNumber(1), 15)
  .option('--budget <ms>', 'time for the samples of one library in one case', positiveNumber, 4000)
  .option('--only <parts...>', 'libraries whose names contain one of these', [])
  .option('--output <folder>', 'write each result as <name>.json into it')
  .action(async (names: readonly string[], options: Options) => {
    for (const benchmark of choose(names)) await run(benchmark, options)
  })

function choose(names: readonly string[]): readonly Benchmark[] {
  if (names.length === 0) return benchmarks
  return names.map((name) => {
    const found = benchmarks.find((benchmark) => benchmark.name === name)
    if (found) return found
    return program.error(
      `There is no benchmark named ${name}. There are: ${benchmarks.map((benchmark) => benchmark.name).join(', ')}.`,
    )
  })
}

async function run(benchmark: Benchmark, { output, ...options }: Options): Promise<void> {
  console.log(`${benchmark.name}: ${benchmark.description}\n`)
  const results = await runBenchmark(benchmark, {
    ...options,
    show: (measurements) => console.log(`${measurementTable(measurements)}\n`),
  })
  console.log(`${summary(results)}\n`)
  if (output === undefined || results.measurements.length === 0) return
  await mkdir(output, { recursive: true })
  await writeResults(join(output, `${benchmark.name}.json`), results)
}

await program.parseAsync()
