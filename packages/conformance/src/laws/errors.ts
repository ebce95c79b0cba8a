import type { Backend } from '@bilayer/core'
import { type ConformanceCase, expect } from '../case.ts'
import { makeOperands, operandValues } from '../operation.ts'
import { closeBackend } from '../provider.ts'
import { throws } from './expectations.ts'
import { forEachOperation } from './law.ts'

/** A wrong call gives the right error, in words that name the operation and what was found. */
export const errorLaws: readonly ConformanceCase[] = [
  ...forEachOperation('refuses operands that were disposed', async (operation, { backend, seed }) => {
    const shapes = operation.shapes(3, 4, 5)
    for (const [position, label] of operation.operands.entries()) {
      const operands = makeOperands(backend, shapes, operandValues(operation, shapes, seed))
      operands[position].dispose()
      const words = [`${operation.op}: ${label} (${shapes[position].join(' × ')})`, 'disposed']
      throws(() => operation.run(backend, operands), 'BILAYER_DISPOSED', words)
      for (const operand of operands) operand.dispose()
    }
  }),
  ...forEachOperation('refuses operands of another backend', async (operation, { backend, create, seed }) => {
    const other = await create()
    const shapes = operation.shapes(3, 4, 5)
    const values = operandValues(operation, shapes, seed)
    for (const [position, label] of operation.operands.entries()) {
      const operands = makeOperands(backend, shapes, values)
      const mixed = operands.with(position, makeOperands(other, shapes, values)[position])
      throws(() => operation.run(backend, mixed), 'BILAYER_BACKEND_MISMATCH', [operation.op, label])
      for (const operand of operands) operand.dispose()
    }
  }),
  ...forEachOperation('refuses what is not a matrix', async (operation, { backend, seed }) => {
    const shapes = operation.shapes(3, 4, 5)
    for (const [position, label] of operation.operands.entries()) {
      const operands = makeOperands(backend, shapes, operandValues(operation, shapes, seed))
      for (const wrong of [undefined, null, 7, [1, 2, 3], new Float32Array(12), { rows: 3, cols: 4 }]) {
        throws(() => operation.run(backend, operands.with(position, wrong as never)), 'BILAYER_ARGUMENT', [
          operation.op,
          label,
        ])
      }
      for (const operand of operands) operand.dispose()
    }
  }),
  ...forEachOperation(
    'refuses shapes that do not fit, and says both',
    async (operation, { backend, seed }) => {
      const shapes = operation.shapes(3, 4, 5)
      const last = shapes.length - 1
      const wrong = shapes.with(last, [shapes[last][0] + 2, shapes[last][1] + 1])
      const operands = makeOperands(backend, wrong, operandValues(operation, wrong, seed))
      throws(() => operation.run(backend, operands), 'BILAYER_SHAPE', [operation.op, wrong[last].join(' × ')])
      for (const operand of operands) operand.dispose()
    },
    ({ operands }) => operands.length > 1,
  ),
  ...forEachOperation('refuses to run on a closed backend', async (operation, { create, seed }) => {
    const backend = await create()
    const shapes = operation.shapes(3, 4, 5)
    const operands = makeOperands(backend, shapes, operandValues(operation, shapes, seed))
    await closeBackend(backend)
    throws(() => operation.run(backend, operands), 'BILAYER_DISPOSED', [operation.op])
  }),
  {
    op: 'matrix',
    title: 'refuses sizes that are none, and data that do not fill them',
    level: 'core',
    run: async ({ backend }) => {
      for (const size of [Number.NaN, -1, 2.5, Infinity, '3' as never]) {
        throws(() => backend.matrix(size, 2, []), 'BILAYER_SHAPE', ['matrix', 'rows'])
        throws(() => backend.zeros(2, size), 'BILAYER_SHAPE', ['zeros', 'cols'])
      }
      throws(() => backend.matrix(2, 3, [1, 2, 3]), 'BILAYER_SHAPE', ['2 × 3', '3', '6'])
      throws(() => backend.matrix(2, 3, undefined as never), 'BILAYER_ARGUMENT', ['data'])
    },
  },
  {
    op: 'gatherRows',
    title: 'refuses rows that are not there',
    level: 'extended',
    run: async ({ backend }) => {
      const a = backend.zeros(3, 2)
      for (const index of [3, -1, 0.5, Number.NaN]) {
        throws(() => backend.gatherRows(a, [0, index]), 'BILAYER_SHAPE', [
          'gatherRows',
          'indices[1]',
          '0 to 2',
        ])
      }
      a.dispose()
    },
  },
  {
    op: 'zeros',
    title: 'says so when no device could hold the matrix, and the backend stays usable',
    level: 'core',
    run: async ({ create }) => {
      const backend = await create()
      throws(() => backend.zeros(2 ** 25, 2 ** 26), ['BILAYER_BACKEND_FAILED', 'BILAYER_SHAPE'], ['zeros'])
      const { matrices, bytes } = backend.memory()
      expect(matrices === 0 && bytes === 0, `memory() tells ${matrices} matrices and ${bytes} bytes`)
      await staysUsable(backend)
    },
  },
]

async function staysUsable(backend: Backend): Promise<void> {
  const matrix = backend.matrix(1, 2, [3, 4])
  const values = await matrix.read()
  expect(
    values[0] === 3 && values[1] === 4,
    `after the error, a matrix of [3, 4] reads as [${values.join(', ')}]`,
  )
}
