import type { Benchmark } from '../benchmark.ts'
import type { Report } from '../fresh/fresh-process.ts'
import { inTurn, type Reports } from '../fresh/in-turn.ts'
import { type Size } from '../problem.ts'
import type { Measurement } from '../results.ts'
import { spreadOf } from '../statistics.ts'
import { nameOf } from './step.ts'

const size: Size = [784, 512, 10, 256]
const STEPS = 20

/** A process for every sample, and little spread: so many are enough. */
const MOST_ROUNDS = 3

/** The most memory that training takes. */
export const memory: Benchmark = {
  name: 'memory',
  description: `the most memory of a fresh process that takes ${STEPS} training steps`,
  method:
    `A new Node.js process for every sample, which takes ${STEPS} training steps: the most that its resident set was, and the ` +
    'most that its array buffers and WebAssembly memory were after a step; Node.js leaves out of ' +
    'the latter what threads share. Node.js alone is a process that does nothing. Megabytes of 10⁶ bytes.',
  run: async (options) => {
    const { found, absent } = await inTurn(
      { ...options, rounds: Math.min(options.rounds, MOST_ROUNDS) },
      size,
      STEPS,
    )
    const resident = found.map(inMegabytes('resident set', ({ residentSet }) => residentSet))
    const buffers = found.map(inMegabytes('array buffers and WebAssembly', ({ external }) => external))
    options.show(resident)
    options.show(buffers)
    return { measurements: [...resident, ...buffers], absent }
  },
}

const inMegabytes =
  (what: string, bytes: (report: Report) => number) =>
  ({ subject, reports }: Reports): Measurement => ({
    subject,
    version: reports[0].version,
    case: `${what}, ${nameOf(size)}`,
    unit: 'MB',
    ...spreadOf(reports.map((report) => bytes(report) / 1e6)),
  })
