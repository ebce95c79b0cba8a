import { expect, test } from 'vitest'
import { ieee754, type ExtendedBackend, type Numerics } from './backend.ts'
import { defineBackend } from './define-backend.ts'
import { ArgumentError } from './errors.ts'
import { measureNumerics } from './measure-numerics.ts'
import { mapKernels, plainBackend, plainDefinition } from './testing/plain-backend.ts'

/** Small numbers become a zero of their sign. */
const flushed = (x: number): number => (Math.abs(x) < 2 ** -126 ? Math.trunc(x) : x)

/** The plain backend, with each number of a result of one operation as `change` makes it. */
function backendWith(operation: string, change: (x: number) => number): ExtendedBackend {
  const definition = plainDefinition()
  const replace = (op: string, kernel: (...operands: readonly unknown[]) => unknown) =>
    op === operation
      ? (...operands: readonly unknown[]) => (kernel(...operands) as Float32Array).map(change)
      : kernel
  return defineBackend({
    ...definition,
    core: mapKernels(definition.core, replace),
    extended: mapKernels(definition.extended, replace),
  })
}

test('plain float32 is exact, and nothing is left of the measurement', async () => {
  const backend = plainBackend()
  expect(await measureNumerics(backend)).toEqual(ieee754)
  expect(backend.memory()).toEqual({ matrices: 0, bytes: 0 })
})

test.each<[string, string, (x: number) => number, Partial<Numerics>]>([
  ['a quotient that is near', 'divide', (x) => x * (1 + 2 ** -22), { unitRoundoff: 2 ** -21 }],
  ['a root that is near', 'sqrt', (x) => x * (1 - 2 ** -20), { unitRoundoff: 2 ** -19 }],
  ['a sum that is no number', 'axpy', () => Number.NaN, { unitRoundoff: 1 }],
  ['a product that is flushed', 'hadamard', flushed, { subnormals: 'flushed' }],
  ['a number that is flushed', 'scale', flushed, { subnormals: 'flushed' }],
  ['NaN that becomes 0', 'relu', (x) => (Number.isNaN(x) ? 0 : x), { nonFinite: 'unspecified' }],
  ['∞ that becomes a number', 'log', (x) => Math.max(x, -100), { nonFinite: 'unspecified' }],
])('%s is found out', async (_, operation, change, found) => {
  expect(await measureNumerics(backendWith(operation, change))).toEqual({ ...ieee754, ...found })
})

test('a backend of the core level is refused', async () => {
  const { name, info, storage, core } = plainDefinition()
  const backend = defineBackend({ name, info, storage, core })
  // @ts-expect-error -- has no quotients
  await expect(measureNumerics(backend)).rejects.toThrow(
    new ArgumentError('backend has the core level alone; quotients and roots are measured too.'),
  )
})
