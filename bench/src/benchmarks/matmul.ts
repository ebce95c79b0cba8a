import type { Benchmark } from '../benchmark.ts'
import { type CalculationCase, randomMatrix, runCalculations } from './calculations.ts'

/** M, K and N of (M × K)(K × N): cubes, and the products of a step of 784-128-10 on 64 samples and 784-512-10 on 256. */
const shapes: readonly (readonly [m: number, k: number, n: number])[] = [
  [64, 64, 64],
  [128, 128, 128],
  [256, 256, 256],
  [512, 512, 512],
  [1024, 1024, 1024],
  [128, 784, 64],
  [10, 128, 64],
  [128, 10, 64],
  [10, 64, 128],
  [128, 64, 784],
  [512, 784, 256],
]

/** Matrix products. */
export const matmul: Benchmark = {
  name: 'matmul',
  description: 'matrix products, square and as training has them',
  method:
    'C = A·B of plain row-major matrices with random numbers, M × K × N; all libraries must agree on C. A sample is as many ' +
    'products as take 100 ms, timed until the last is there, each result freed. Samples are interleaved; the multiply-add ' +
    'probe takes its turn too.',
  run: (options) => runCalculations(shapes.map(product), options),
}

const product = ([m, k, n]: (typeof shapes)[number]): CalculationCase => ({
  name: `${m} × ${k} × ${n}`,
  operation: { name: 'matmul', operands: [randomMatrix(m, k, 1), randomMatrix(k, n, 2)] },
  operations: 2 * m * k * n,
})
