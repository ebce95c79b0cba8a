import type { Benchmark } from '../benchmark.ts'
import { inTurn } from '../fresh/in-turn.ts'
import { type Size } from '../problem.ts'
import type { Measurement } from '../results.ts'
import { spreadOf } from '../statistics.ts'
import { nameOf } from './step.ts'

const size: Size = [784, 128, 10, 64]

/** How soon a fresh process has trained. */
export const startup: Benchmark = {
  name: 'startup',
  description: 'a fresh process: loading the library, making a network, the first training step',
  method:
    'A new Node.js process for every sample, one of each library in turn: from the start of the process to the end of the first ' +
    'training step. Our packages are the built ones, every library is loaded as it is installed. The files are in the ' +
    'cache of the operating system.',
  run: async (options) => {
    const { found, absent } = await inTurn(options, size, 1)
    const measurements = found.map(
      ({ subject, reports }): Measurement => ({
        subject,
        version: reports[0].version,
        case: `start and first step, ${nameOf(size)}`,
        unit: 'ms',
        ...spreadOf(reports.map(({ milliseconds }) => milliseconds)),
      }),
    )
    options.show(measurements)
    return { measurements, absent }
  },
}
