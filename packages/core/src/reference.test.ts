import { expect, test } from 'vitest'
import type { ExtendedBackend } from './backend.ts'
import { ArgumentError } from './errors.ts'
import type { Matrix } from './matrix.ts'
import { float64Backend, float64Values, referenceDefinition, referenceKernels } from './reference.ts'
import { plainBackend } from './testing/plain-backend.ts'

/** Results on float64, of operands that are written out. */
const { matrix, ...ops } = float64Backend()
const row = (...values: number[]): Matrix => matrix(1, values.length, values)
const column = (...values: number[]): Matrix => matrix(values.length, 1, values)

test.each<[string, (backend: Omit<ExtendedBackend, 'matrix'>) => Matrix, number[]]>([
  [
    'matmul',
    ({ matmul }) => matmul(matrix(2, 2, [1, 2, 3, 4]), matrix(2, 2, [5, 6, 7, 8])),
    [19, 22, 43, 50],
  ],
  ['matmul', ({ matmul }) => matmul(column(1, 2).T, column(3, 4)), [11]],
  [
    'relu',
    ({ relu }) => relu(row(-1, 0, 2, Number.NaN, Infinity, -Infinity)),
    [0, 0, 2, Number.NaN, Infinity, 0],
  ],
  ['mask', ({ mask }) => mask(row(-1, 0, 2, Number.NaN, Infinity, -Infinity)), [0, 0, 1, 0, 1, 0]],
  ['hadamard', ({ hadamard }) => hadamard(row(1, -2, 3), row(4, 5, 0)), [4, -10, 0]],
  ['colsum', ({ colsum }) => colsum(matrix(2, 3, [1, 2, 3, 4, 5, 6])), [6, 15]],
  ['addColumn', ({ addColumn }) => addColumn(matrix(2, 2, [1, 2, 3, 4]), column(10, 20)), [11, 12, 23, 24]],
  ['axpy', ({ axpy }) => axpy(-2, row(1, 2), row(10, 20)), [8, 16]],
  ['scale', ({ scale }) => scale(0.5, row(1, -3)), [0.5, -1.5]],
  ['affine', ({ affine }) => affine(row(1, 2), column(3, 4), row(-20)), [-9]],
  ['affineRelu', ({ affineRelu }) => affineRelu(row(1, 2), column(3, 4), row(-20)), [0]],
  ['hadamardMask', ({ hadamardMask }) => hadamardMask(row(5, 6, 7), row(1, 0, -1)), [5, 0, 0]],
  ['axpby', ({ axpby }) => axpby(-2, row(1, 2), 0.5, row(10, 20)), [3, 6]],
  ['squareAverage', ({ squareAverage }) => squareAverage(0.75, row(4, 8), row(-2, 6)), [4, 15]],
  ['softmax', ({ softmax }) => softmax(matrix(2, 2, [0, 0, 0, 1000])), [0.5, 0, 0.5, 1]],
  ['softmax', ({ softmax }) => softmax(column(Math.log(1), Math.log(2), Math.log(5))), [1 / 8, 2 / 8, 5 / 8]],
  ['tanh', ({ tanh }) => tanh(row(0, 1, -Infinity)), [0, Math.tanh(1), -1]],
  ['sigmoid', ({ sigmoid }) => sigmoid(row(0, 1000, -1000)), [0.5, 1, 0]],
  ['log', ({ log }) => log(row(1, 0, -1)), [0, -Infinity, Number.NaN]],
  ['sqrt', ({ sqrt }) => sqrt(row(4, 0, -1)), [2, 0, Number.NaN]],
  [
    'divide',
    ({ divide }) => divide(row(1, 1, 0, -1), row(3, 0, 0, 0)),
    [1 / 3, Infinity, Number.NaN, -Infinity],
  ],
  ['gatherRows', ({ gatherRows }) => gatherRows(matrix(3, 2, [1, 2, 3, 4, 5, 6]), [2, 0]), [5, 6, 1, 2]],
  [
    'adaptiveStep',
    ({ adaptiveStep }) => adaptiveStep(row(1, 2, 3), 0.5, row(6, -5, 1), row(4, 0, -1), 1),
    [0, 4.5, Number.NaN],
  ],
])('%s is as its definition reads', (_op, call, expected) => {
  expect([...float64Values(call(ops))]).toEqual(
    expected.map((value): unknown => (Number.isFinite(value) ? expect.closeTo(value, 7) : value)),
  )
})

test('float64 is not rounded to float32', () => {
  expect([...float64Values(ops.divide(row(1), row(3)))]).toEqual([1 / 3])
})

test('float64Values are row-major as seen through the handle', () => {
  expect([...float64Values(matrix(2, 3, [1, 2, 3, 4, 5, 6]).T)]).toEqual([1, 4, 2, 5, 3, 6])
})

test('softmax takes columns longer than an argument list', () => {
  const rows = 200_000
  expect(float64Values(ops.softmax(ops.zeros(rows, 1)))[0]).toBeCloseTo(1 / rows, 15)
})

test('float64Values are those of a float64Backend alone', () => {
  const told = new ArgumentError('float64Values: the matrix is on plain; it must be of float64Backend().')
  expect(() => float64Values(plainBackend().zeros(1, 1))).toThrow(told)
  expect(() => float64Values(undefined as never)).toThrow(ArgumentError)
})

test.each([referenceKernels, referenceDefinition.bind(null, 'mine')])(
  'reference kernels need a function that makes arrays',
  (make) => {
    expect(() => make(undefined as never)).toThrow(
      new ArgumentError('create is undefined; it must be a function.'),
    )
  },
)
