import type { Backend, ExtendedBackend } from '../backend.ts'
import type { Matrix } from '../matrix.ts'
import { FEW, K, LONG, M, type Operands } from './operands.ts'

/** An operation on operands of which those on the left, or on the right, may be views. */
export interface Formula<B extends Backend> {
  readonly name: string
  readonly compute: (backend: B, left: Operands, right: Operands) => Matrix
  /** How far off an element may be, in units of `numerics.unitRoundoff`. */
  readonly units: number
}

const formula = <B extends Backend>(
  name: string,
  compute: Formula<B>['compute'],
  units: number,
): Formula<B> => ({ name, compute, units })

/** What a sum of so many terms may be off, of which none is larger than 1. */
const ofSum = (terms: number): number => terms * (terms + 2)

/** Products, alone and fused. */
export const products: readonly Formula<Backend>[] = [
  formula('matmul', ({ matmul }, { W }, { X }) => matmul(W, X), ofSum(K)),
  formula('matmul of a long row', ({ matmul }, { row }, { column }) => matmul(row, column), ofSum(LONG)),
  formula('affine', ({ affine }, { W }, { narrowX, b }) => affine(W, narrowX, b), ofSum(K + 1)),
  formula('affine', ({ affine }, { shortW }, { X, shortB }) => affine(shortW, X, shortB), ofSum(K + 1)),
  formula('affineRelu', ({ affineRelu }, { W }, { narrowX, b }) => affineRelu(W, narrowX, b), ofSum(K + 1)),
  formula(
    'affineRelu',
    ({ affineRelu }, { shortW }, { X, shortB }) => affineRelu(shortW, X, shortB),
    ofSum(K + 1),
  ),
  formula(
    'affine of a long row',
    ({ affine }, { row }, { column, one }) => affine(row, column, one),
    ofSum(LONG + 1),
  ),
  formula(
    'affineRelu of a long row',
    ({ affineRelu }, { row }, { column, one }) => affineRelu(row, column, one),
    ofSum(LONG + 1),
  ),
]

/** The other operations of the core level. */
export const passes: readonly Formula<Backend>[] = [
  formula('zeros', ({ zeros }) => zeros(M, FEW), 0),
  formula('relu', ({ relu }, { V }) => relu(V), 0),
  formula('mask', ({ mask }, { V }) => mask(V), 0),
  formula('hadamard', ({ hadamard }, { V }, { Z }) => hadamard(V, Z), 1),
  formula('hadamardMask', ({ hadamardMask }, { V }, { Z }) => hadamardMask(V, Z), 1),
  formula('colsum', ({ colsum }, { V }) => colsum(V), ofSum(FEW)),
  formula('colsum of a long row', ({ colsum }, { row }) => colsum(row), ofSum(LONG)),
  formula('addColumn', ({ addColumn }, { V }, { b }) => addColumn(V, b), 2),
  formula('axpy', ({ axpy }, { V }, { Z }) => axpy(-0.5, V, Z), 2),
  formula('scale', ({ scale }, { V }) => scale(-0.75, V), 1),
  formula('axpby', ({ axpby }, { V }, { Z }) => axpby(-0.5, V, 0.75, Z), 3),
  formula('squareAverage', ({ squareAverage }, { V }, { Z }) => squareAverage(0.75, V, Z), 4),
]

/** The operations of the extended level. */
export const extendedFormulas: readonly Formula<ExtendedBackend>[] = [
  formula('softmax', ({ softmax }, { large }) => softmax(large), M + 8 + 2000),
  formula('tanh', ({ tanh }, { large }) => tanh(large), 8),
  formula('sigmoid', ({ sigmoid }, { large }) => sigmoid(large), 8),
  formula('log', ({ log }, { positive }) => log(positive), 8 * Math.log(8)),
  formula('sqrt', ({ sqrt }, { positive }) => sqrt(positive), 1),
  formula('divide', ({ divide }, { W }, { positive }) => divide(W, positive), 8),
  formula(
    'adaptiveStep',
    ({ adaptiveStep }, { W }, { positive }) => adaptiveStep(W, 0.5, W, positive, 2 ** -10),
    16,
  ),
  formula('gatherRows', ({ gatherRows }, { V }) => gatherRows(V, [8, 0, 2, 2, 5]), 0),
]

/** Operands, which nothing may have written to. */
export const operandsAfterwards = (names: readonly (keyof Operands)[]): Formula<Backend>[] =>
  names.map((name) => formula(`${name} afterwards`, (_, operands) => operands[name], 0))
