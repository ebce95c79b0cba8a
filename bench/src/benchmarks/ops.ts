import type { Benchmark } from '../benchmark.ts'
import { atMost } from '../goals.ts'
import type { Operation } from '../library.ts'
import type { Goal } from '../circumstances.ts'
import type { Measurement } from '../results.ts'
import { type CalculationCase, randomMatrix, runCalculations } from './calculations.ts'

const names: readonly Operation['name'][] = ['matmul', 'relu', 'hadamard', 'add', 'colsum']

/** The hidden layer of 784-128-10 on 64 samples, and one that does not fit the nearest caches. */
const shapes = [
  [128, 64],
  [1024, 512],
] as const

const operation = (name: Operation['name'], rows: number, cols: number): CalculationCase => ({
  name: `${name} ${rows} × ${cols}`,
  operation: {
    name,
    operands:
      name === 'relu' || name === 'colsum'
        ? [randomMatrix(rows, cols, 1)]
        : [randomMatrix(rows, cols, 1), randomMatrix(rows, cols, 2)],
  },
})

const cases: readonly CalculationCase[] = [
  ...names.map((name) => operation(name, 1, 1)),
  ...shapes.flatMap(([rows, cols]) =>
    names.filter((name) => name !== 'matmul').map((name) => operation(name, rows, cols)),
  ),
]

/** Single operations; on 1 × 1 matrices what is timed is the call. */
export const ops: Benchmark = {
  name: 'ops',
  description: 'single operations, and the cost of a call: 1 × 1',
  method:
    'One operation on random numbers; all libraries must agree. A sample is as many calls as take 100 ms, timed until the last ' +
    'result is there, each result freed. Samples are interleaved. add is axpy with α = 1 on our backends. Python and ONNX ' +
    'Runtime pay for their own calls, as they would in use.',
  run: (options) => runCalculations(cases, options, goals),
}

/** What issue 3 of this project asks of the cost of a call. */
function goals(measurements: readonly Measurement[]): Goal[] {
  const ours = measurements.filter(
    (measurement) => measurement.subject === 'bilayer wasm' && measurement.case.endsWith(' 1 × 1'),
  )
  const most = ours.length === 0 ? undefined : Math.max(...ours.map(({ median }) => median))
  return [atMost('milliseconds of a call of wasm on 1 × 1, the most of all operations', 0.001, most)].filter(
    (goal) => goal !== undefined,
  )
}
