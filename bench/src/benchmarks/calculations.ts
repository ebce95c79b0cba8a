import type { Found, RunOptions } from '../benchmark.ts'
import { withLibraries } from '../benchmark.ts'
import { type Contest, hold } from '../contest.ts'
import type { Calculation, Operation, Values } from '../library.ts'
import type { Absence } from '../libraries/index.ts'
import { uniform } from '../problem.ts'
import type { Goal } from '../circumstances.ts'
import type { Measurement } from '../results.ts'

/** An operation to be measured; `operations` counts its floating-point operations where its rate is worth telling. */
export interface CalculationCase {
  readonly name: string
  readonly operation: Operation
  readonly operations?: number
}

/** Times single operations, one after the other. */
export const runCalculations = (
  cases: readonly CalculationCase[],
  { only, show, ...effort }: RunOptions,
  goals: (measurements: readonly Measurement[]) => readonly Goal[] = () => [],
): Promise<Found> =>
  withLibraries(only, async (libraries) => {
    const measurements: Measurement[] = []
    const absent: Absence[] = []
    for (const { name, operation, ...rest } of cases) {
      const contest: Contest<Calculation> = {
        ...rest,
        name,
        prepare: (library) => library.operation?.(operation),
        values: async (calculation) => [await calculation.result()],
      }
      const found = await hold(contest, libraries, effort)
      show(found.measurements)
      measurements.push(...found.measurements)
      absent.push(...found.absent)
    }
    return { measurements, absent, goals: goals(measurements) }
  })

/** A matrix of random numbers between −1 and 1. */
export const randomMatrix = (rows: number, cols: number, seed: number): Values => ({
  rows,
  cols,
  values: uniform(rows * cols, 1, seed),
})
