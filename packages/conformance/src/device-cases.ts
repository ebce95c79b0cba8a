import type { Matrix } from '@bilayer/core'
import { type ConformanceCase, expect } from './case.ts'
import { sameValues } from './compare.ts'
import { closeBackend } from './provider.ts'

/** Backends that come and go: more than a page may have graphics contexts at once. */
const ROUNDS = 20

/**
 * What a backend on a graphics device must stand beside the suite. It is not part of it, since others start threads: to start them
 * so often takes longer than a case may take.
 */
export const deviceCases: readonly ConformanceCase[] = [
  {
    op: 'dispose',
    title: `gives back what a backend took of the device: ${ROUNDS} come and go, while another stays`,
    level: 'core',
    run: async ({ create }) => {
      const kept = await create()
      const square = kept.matrix(2, 2, [1, 2, 3, 4])
      for (let i = 0; i < ROUNDS; i++) {
        const backend = await create()
        await squareIs(backend.matrix(2, 2, [1, 2, 3, i]), [7, 2 + 2 * i, 3 + 3 * i, 6 + i * i])
        await closeBackend(backend)
      }
      await squareIs(square, [7, 10, 15, 22])
    },
  },
]

async function squareIs(matrix: Matrix, expected: readonly number[]): Promise<void> {
  const found = await matrix.backend.matmul(matrix, matrix).read()
  const words = `the square of a matrix reads as ${found.join(', ')}, not ${expected.join(', ')}`
  expect(sameValues(found, Float32Array.from(expected)), words)
}
