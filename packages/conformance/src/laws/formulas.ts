import type { ExtendedBackend, Matrix } from '@bilayer/core'
import * as fc from 'fast-check'
import type { ConformanceCase } from '../case.ts'
import { agree } from '../compare.ts'
import { operations } from '../ops/index.ts'
import { mixedValues, moderateValues } from '../values.ts'
import { holdsAlways } from './law.ts'

/** Operations one after another: what one leaves behind, another must not find. */
export const formulaLaws: readonly ConformanceCase[] = [
  {
    op: 'formula',
    title: 'stays within its composed bound, for random sequences of operations',
    level: 'core',
    run: async (context) => {
      const property = fc.asyncProperty(programs, async (program) => {
        const steps: string[] = []
        try {
          await agree(context, (device) => runProgram(device as ExtendedBackend, program, steps))
        } catch (error) {
          if (error instanceof Error) error.message += ` (${steps.slice(0, program.steps.length).join('; ')})`
          throw error
        }
      })
      await holdsAlways(property, { ...context, runs: 5 * context.runs })
    },
  },
]

const coreOperations = operations.filter(({ level }) => level === 'core')

/** Operations on square matrices and columns of one size; each takes any of those that are alive. */
interface Program {
  readonly size: number
  readonly seed: number
  readonly steps: readonly Step[]
}

interface Step {
  readonly operation: number
  /** For each operand, which of the matrices that are alive, and whether its view. */
  readonly operands: readonly { readonly chosen: number; readonly view: boolean }[]
  /** Whether the oldest matrix is freed afterwards. */
  readonly frees: boolean
}

const programs: fc.Arbitrary<Program> = fc.record({
  size: fc.integer({ min: 2, max: 9 }),
  seed: fc.nat(),
  steps: fc.array(
    fc.record({
      operation: fc.nat({ max: coreOperations.length - 1 }),
      operands: fc.array(fc.record({ chosen: fc.nat({ max: 99 }), view: fc.boolean() }), {
        minLength: 3,
        maxLength: 3,
      }),
      frees: fc.boolean(),
    }),
    { minLength: 1, maxLength: 12 },
  ),
})

interface Named {
  readonly name: string
  readonly matrix: Matrix
}

/** Runs the steps, tells them in `words`, and gives the last result. */
function runProgram(device: ExtendedBackend, { size, seed, steps }: Program, words: string[]): Matrix {
  const square = size * size
  const squares: Named[] = [
    { name: 'A', matrix: device.matrix(size, size, moderateValues(square, seed)) },
    { name: 'B', matrix: device.matrix(size, size, moderateValues(square, seed + 1)) },
    { name: 'C', matrix: device.matrix(size, size, mixedValues(square, seed + 2)) },
  ]
  const columns: Named[] = [{ name: 'b', matrix: device.matrix(size, 1, moderateValues(size, seed + 3)) }]
  let last = squares[0].matrix

  for (const [number, { operation, operands, frees }] of steps.entries()) {
    const { op, shapes, run } = coreOperations[operation]
    const taken = shapes(size, size, size).map(([, cols], i): Named => {
      const { chosen, view } = operands[i]
      if (cols === 1) return columns[chosen % columns.length]
      const { name, matrix } = squares[chosen % squares.length]
      return view ? { name: `${name}.T`, matrix: matrix.T } : { name, matrix }
    })
    last = run(
      device,
      taken.map(({ matrix }) => matrix),
    )
    const alive = last.cols === 1 ? columns : squares
    const oldest = frees && alive.length > 1 ? alive.shift() : undefined
    oldest?.matrix.dispose()
    alive.push({ name: `x${number}`, matrix: last })
    const freed = oldest === undefined ? '' : `, ${oldest.name} freed`
    words.push(`x${number} = ${op}(${taken.map(({ name }) => name).join(', ')})${freed}`)
  }
  return last
}
