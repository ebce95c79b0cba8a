import { beforeAll, expect, test, vi } from 'vitest'
import * as core from './index.ts'
import { plainBackend } from './testing/plain-backend.ts'

/** The package once more, as an installation has it whose parts ask for versions that do not fit. */
let other: { readonly core: typeof core; readonly plainBackend: typeof plainBackend }

beforeAll(async () => {
  vi.resetModules()
  other = { core: await import('./index.ts'), ...(await import('./testing/plain-backend.ts')) }
})

const told = (label: string) =>
  new core.ArgumentError(
    `${label} is a Matrix (2 × 3) that another copy of @bilayer/core made. Two copies are loaded, and neither can use what the ` +
      'other made. `npm ls @bilayer/core` shows who brings which; `npm dedupe` leaves one of them, where the versions that are ' +
      'asked for allow it.',
  )

test('the copies share nothing', () => {
  expect(other.core.defineBackend).not.toBe(core.defineBackend)
  expect(other.core.isMatrix(plainBackend().zeros(2, 3))).toBe(false)
})

test.each<[string, (theirs: core.Matrix) => unknown]>([
  ['matmul: a', (theirs) => plainBackend().matmul(theirs, theirs)],
  ['hadamard: a', (theirs) => plainBackend().hadamard(theirs, theirs)],
  ['operandOf: the argument', (theirs) => core.operandOf(theirs)],
  ['X', (theirs) => core.checkMatrix('X', theirs)],
  ['W', (theirs) => core.checkSameCopy('W', theirs)],
])('%s of another copy is told as what it is', (label, call) => {
  expect(() => call(other.plainBackend().zeros(2, 3))).toThrow(told(label))
  expect(() => call(other.plainBackend().zeros(3, 2).T)).toThrow(told(label))
})

test('it goes both ways, and the classes of errors are those of the copy that throws', () => {
  const ours = plainBackend().zeros(2, 3)
  const call = () => other.plainBackend().relu(ours)
  expect(call).toThrow(other.core.ArgumentError)
  expect(call).not.toThrow(core.ArgumentError)
  expect(call).toThrow('relu: z is a Matrix (2 × 3) that another copy of @bilayer/core made.')
})

test('a backend of another copy works alone', async () => {
  const { matrix, relu } = other.plainBackend()
  expect([...(await relu(matrix(1, 2, [-1, 2])).read())]).toEqual([0, 2])
})

test('what is of this copy, or no matrix, passes', () => {
  for (const value of [plainBackend().zeros(1, 1), {}, undefined, null, 7, 'x'])
    expect(() => core.checkSameCopy('X', value)).not.toThrow()
})
