import * as fc from 'fast-check'
import { operations } from '../../../packages/conformance/src/ops/index.ts'
import { SMALLEST_NORMAL } from '../../../packages/conformance/src/values.ts'
import { type ValueKind, valueKinds } from './values.ts'

/** A random program over matrices. Numbers that choose wrap around what there is to choose from, so that every program can run. */
export interface Program {
  /** The sizes that its matrices have, so that they often fit each other. */
  readonly sizes: readonly number[]
  readonly steps: readonly Step[]
}

export type Step = Compute | Dispose | ReadAgain | Scope

/** One operation. */
export interface Compute {
  readonly kind: 'compute'
  readonly op: string
  /** Which of the program's sizes are its rows, inner size and columns. */
  readonly shape: readonly [number, number, number]
  /** For each operand one of the matrices that fit; or, where it is `undefined` or none fits, a new one. */
  readonly operands: readonly (number | undefined)[]
  /** What new operands hold. */
  readonly values: ValueKind
  /** The factor of `axpy` and `scale`. */
  readonly alpha: number
  readonly seed: number
}

/** Frees a matrix, perhaps through its view, perhaps a second time. */
export interface Dispose {
  readonly kind: 'dispose'
  readonly which: number
  readonly throughView: boolean
}

/** Reads a matrix once more: nothing may have changed it. */
export interface ReadAgain {
  readonly kind: 'read again'
  readonly which: number
}

/** Steps in a scope, which returns some of its matrices, or is left by an exception. */
export interface Scope {
  readonly kind: 'scope'
  readonly steps: readonly Step[]
  readonly keeps: readonly number[]
  readonly throws: boolean
}

/** Sizes: none, one, small, at the edges of tiles, and now and then a large one. */
const size = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(0, 1) },
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 13 }) },
  { weight: 3, arbitrary: fc.constantFrom(15, 16, 17, 31, 32, 33) },
  { weight: 1, arbitrary: fc.constantFrom(63, 64, 65) },
)

const largeSize = fc.oneof(
  { weight: 24, arbitrary: size },
  { weight: 1, arbitrary: fc.constantFrom(127, 128, 129, 255, 257) },
  { weight: 1, arbitrary: fc.integer({ min: 300, max: 1500 }) },
)

const choice = fc.nat({ max: 2 ** 20 })

/** Not subnormal: whether a factor may be flushed, no bound says. */
const alpha = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .float({ min: -8, max: 8, noNaN: true })
      .filter((value) => value === 0 || Math.abs(value) >= SMALLEST_NORMAL),
  },
  { weight: 1, arbitrary: fc.constantFrom(0, -0, 1, -1, Number.NaN, Infinity, -Infinity, 1e-30, 3e38) },
)

const compute: fc.Arbitrary<Compute> = fc.record({
  kind: fc.constant('compute' as const),
  op: fc.constantFrom(...operations.map(({ op }) => op)),
  shape: fc.tuple(choice, choice, choice),
  operands: fc.array(fc.option(choice, { nil: undefined, freq: 4 }), { minLength: 3, maxLength: 3 }),
  values: fc.constantFrom(...(Object.keys(valueKinds) as ValueKind[])),
  alpha,
  seed: fc.nat({ max: 2 ** 31 - 1 }),
})

const dispose: fc.Arbitrary<Dispose> = fc.record({
  kind: fc.constant('dispose' as const),
  which: choice,
  throughView: fc.boolean(),
})

const readAgain: fc.Arbitrary<ReadAgain> = fc.record({
  kind: fc.constant('read again' as const),
  which: choice,
})

const { steps } = fc.letrec<{ steps: Step[]; step: Step; scope: Scope }>((tie) => ({
  steps: fc.array(tie('step'), { minLength: 1, maxLength: 24, depthIdentifier: 'scopes' }),
  step: fc.oneof(
    { depthIdentifier: 'scopes', maxDepth: 3 },
    { weight: 12, arbitrary: compute },
    { weight: 3, arbitrary: dispose },
    { weight: 1, arbitrary: readAgain },
    { weight: 2, arbitrary: tie('scope') },
  ),
  scope: fc.record({
    kind: fc.constant('scope' as const),
    steps: tie('steps'),
    keeps: fc.array(choice, { maxLength: 3 }),
    throws: fc.boolean(),
  }),
}))

/** Every program, the small ones first where one is made smaller. */
export const programs: fc.Arbitrary<Program> = fc.record({
  sizes: fc.tuple(size, size, largeSize),
  steps,
})
