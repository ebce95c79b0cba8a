import type { Effort } from './interleave.ts'
import { type Absence, candidates, loadLibraries } from './libraries/index.ts'
import type { Library } from './library.ts'
import { load, machine, today } from './machine.ts'
import type { Goal } from './circumstances.ts'
import type { Measurement, Results } from './results.ts'

/** One thing that is measured, and its result file. */
export interface Benchmark {
  readonly name: string
  readonly description: string
  /** How it is measured, for the result file. */
  readonly method: string
  readonly run: (options: RunOptions) => Promise<Found>
}

export interface RunOptions extends Effort {
  /** Parts of names of libraries; all where there are none. */
  readonly only: readonly string[]
  /** Shows a table as soon as it is known. */
  readonly show: (measurements: readonly Measurement[]) => void
}

export interface Found {
  readonly measurements: readonly Measurement[]
  readonly absent: readonly Absence[]
  readonly libraries?: readonly Library[]
  readonly goals?: readonly Goal[]
}

/** Runs a benchmark and notes what it ran on. */
export async function runBenchmark(benchmark: Benchmark, options: RunOptions): Promise<Results> {
  const before = load()
  const { measurements, absent, libraries = [], goals = [] } = await benchmark.run(options)
  return {
    benchmark: benchmark.name,
    date: today(),
    machine: machine(),
    load: { before, after: load() },
    method: benchmark.method,
    measurements: [...measurements],
    differences: Object.fromEntries(
      libraries.flatMap(({ name, differs }) => (differs === undefined ? [] : [[name, differs]])),
    ),
    absent: distinct(absent),
    goals: [...goals],
  }
}

/** Candidates by parts of their names, all where none is given. */
export const chosen = (only: readonly string[]) =>
  candidates.filter(({ name }) => only.length === 0 || only.some((part) => name.includes(part)))

/** Loads the libraries for `use`, and ends them after it. */
export async function withLibraries(
  only: readonly string[],
  use: (libraries: readonly Library[]) => Promise<Found>,
): Promise<Found> {
  const { libraries, absent } = await loadLibraries(chosen(only))
  try {
    const found = await use(libraries)
    return { ...found, libraries, absent: [...absent, ...found.absent] }
  } finally {
    for (const library of libraries) await library.close?.()
  }
}

const distinct = (absent: readonly Absence[]): Absence[] => [
  ...new Map(absent.map((absence) => [`${absence.subject} ${absence.reason}`, absence])).values(),
]
