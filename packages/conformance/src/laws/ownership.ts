import type { Backend, ExtendedBackend, Matrix } from '@bilayer/core'
import { type ConformanceCase, expect } from '../case.ts'
import { agree, sameValues } from '../compare.ts'
import { makeOperands, type Operation, operandValues, type Shape } from '../operation.ts'
import { operations } from '../ops/index.ts'
import { forEachOperation } from './law.ts'

/** Who owns what: inputs are the caller's, outputs are new, and what is freed is gone. */
export const ownershipLaws: readonly ConformanceCase[] = [
  ...forEachOperation('leaves its inputs unchanged', async (operation, { backend, seed }) => {
    for (const { shapes, values, views } of examples(operation, seed)) {
      const operands = makeOperands(backend, shapes, values, views)
      const result = operation.run(backend, operands)
      await result.read()
      for (const [i, operand] of operands.entries()) {
        expect(sameValues(await operand.read(), values[i]), `${operation.operands[i]} was changed`)
      }
      free([result, ...operands])
    }
  }),
  ...forEachOperation('gives a result with storage of its own', async (operation, { backend, seed }) => {
    for (const { shapes, values, views } of examples(operation, seed)) {
      const operands = makeOperands(backend, shapes, values, views)
      const kept = operation.run(backend, operands)
      const before = await kept.read()
      operation.run(backend, operands).dispose()
      for (const [i, operand] of operands.entries()) {
        expect(
          sameValues(await operand.read(), values[i]),
          `${operation.operands[i]} changed when a result was freed`,
        )
      }
      const others = makeOperands(backend, shapes, operandValues(operation, shapes, seed + 1), views)
      free([operation.run(backend, others), ...others])
      expect(sameValues(await kept.read(), before), 'the result changed when another was computed')
      free(operands)
      free(disturb(backend, kept, operands))
      expect(sameValues(await kept.read(), before), 'the result changed after its inputs were freed')
      kept.dispose()
    }
  }),
  ...forEachOperation(
    'leaves unchanged what another operation gave',
    async (operation, { backend, seed }) => {
      const shapes = operation.shapes(4, 4, 4)
      const made = (of: Operation, ofShapes: readonly Shape[]): Matrix[] =>
        makeOperands(backend, ofShapes, operandValues(of, ofShapes, seed))
      for (const giver of operations.filter(({ level }) => level === 'core' || level === backend.level)) {
        for (const [position, [rows, cols]] of shapes.entries()) {
          using given = backend.scope(() => giver.run(backend, made(giver, giver.shapes(rows, 4, cols))))
          if (given.rows !== rows || given.cols !== cols) continue
          const before = await given.read()
          backend.scope(() => {
            operation.run(backend, made(operation, shapes).with(position, given))
          })
          const label = `${operation.operands[position]}, which ${giver.op} gave,`
          expect(sameValues(await given.read(), before), `${label} was changed`)
        }
      }
    },
  ),
  ...forEachOperation('is right in storage that was used before', async (operation, context) => {
    const { backend, seed } = context
    for (const { shapes, values, views } of examples(operation, seed)) {
      const formula = (device: ExtendedBackend) =>
        operation.run(device, makeOperands(device, shapes, values, views))
      const first = backend.scope(() => formula(backend))
      free(disturb(backend, first, []))
      first.dispose()
      await agree(context, formula, operation.closeness)
    }
  }),
  ...forEachOperation('gives the same bits twice', async (operation, { backend, seed }) => {
    const shapes = operation.shapes(33, 65, 17)
    const values = operandValues(operation, shapes, seed)
    const run = async () => {
      using result = backend.scope(() => operation.run(backend, makeOperands(backend, shapes, values)))
      return await result.read()
    }
    const first = await run()
    for (let again = 0; again < 3; again++) {
      expect(sameValues(await run(), first), 'a second run gives other numbers')
    }
  }),
  ...forEachOperation('leaks nothing', async (operation, context) => {
    const backend = await context.create()
    for (const { shapes, values, views } of examples(operation, context.seed)) {
      const operands = makeOperands(backend, shapes, values, views)
      const result = operation.run(backend, operands)
      await result.read()
      result.dispose()
      free(operands)
    }
    await backend.sync()
    const { matrices, bytes } = backend.memory()
    expect(
      matrices === 0 && bytes === 0,
      `memory() tells ${matrices} matrices and ${bytes} bytes after all is disposed`,
    )
  }),
]

/** Operands in an ordinary size and in the smallest ones, where a shortcut tempts; as views and not. */
const examples = (operation: Operation, seed: number) =>
  [operation.shapes(6, 5, 7), operation.shapes(4, 3, 1), operation.shapes(1, 1, 1)].flatMap((shapes) =>
    [[], [true], [false, true, true], [true, true, true]].map((views) => ({
      shapes,
      values: operandValues(operation, shapes, seed),
      views,
    })),
  )

/** Matrices full of NaN in the sizes of the given ones, so that storage that is shared or reused shows. */
const disturb = (backend: Backend, result: Matrix, others: readonly Matrix[]): Matrix[] =>
  [result, ...others].flatMap(({ rows, cols }) => {
    const poison = new Float32Array(rows * cols).fill(Number.NaN)
    return [backend.matrix(rows, cols, poison), backend.matrix(rows, cols, poison)]
  })

function free(matrices: readonly Matrix[]): void {
  for (const matrix of matrices) matrix.dispose()
}
