import {
  type Backend,
  type BackendDefinition,
  type BackendProvider,
  defineBackend,
  type ExtendedKernels,
  type Operand,
} from '@bilayer/core'
import { referenceDefinition } from '@bilayer/core/reference'
import { SMALLEST_NORMAL } from '../values.ts'

export type Definition = BackendDefinition<Float32Array> & {
  readonly extended: ExtendedKernels<Float32Array>
}
export type Viewed = Operand<Float32Array>

/** A backend that is wrong on purpose, in one way. */
export interface Mutant {
  /** What is wrong, in words. */
  readonly fault: string
  readonly create: () => Backend
}

/** What makes a mutant's backend, for the suite: a new one each time. */
export const mutantProvider = ({ fault, create }: Mutant): BackendProvider => ({
  name: fault,
  probe: async () => ({ available: true }),
  create: async () => create(),
})

/** The backend that each mutant is one step away from; the suite must pass it. */
export const plain = (): Definition =>
  referenceDefinition<Float32Array>('plain', (length) => new Float32Array(length))

/** A mutant by another definition; what `change` sets up belongs to one instance. */
export const mutant = (fault: string, change: (right: Definition) => Partial<Definition>): Mutant => ({
  fault,
  create: () => {
    const right = plain()
    return defineBackend({ ...right, ...change(right) })
  },
})

/** A mutant by other core kernels. */
export const wrongCore = (
  fault: string,
  change: (right: Definition['core']) => Partial<Definition['core']>,
): Mutant => mutant(fault, ({ core }) => ({ core: { ...core, ...change(core) } }))

/** A mutant by other extended kernels. */
export const wrongExtended = (
  fault: string,
  change: (right: Definition['extended']) => Partial<Definition['extended']>,
): Mutant => mutant(fault, ({ extended }) => ({ extended: { ...extended, ...change(extended) } }))

/** A mutant by other storage. */
export const wrongStorage = (
  fault: string,
  change: (right: Definition['storage']) => Partial<Definition['storage']>,
): Mutant => mutant(fault, ({ storage }) => ({ storage: { ...storage, ...change(storage) } }))

/** A mutant by an `affine` of its own, with `matmul` in it for the product. */
export const wrongAffine = (
  fault: string,
  matmul: (right: Definition['core'], W: Viewed, X: Viewed) => Float32Array,
): Mutant =>
  mutant(fault, ({ core, storage }) => ({
    fused: {
      affine: (W, X, b) => {
        const product = matmul(core, W, X)
        const result = core.addColumn({ storage: product, rows: W.rows, cols: X.cols }, b)
        storage.free(product)
        return result
      },
    },
  }))

/** The result, each element replaced. */
export function mapped(result: Float32Array, replace: (value: number, i: number) => number): Float32Array {
  for (const [i, value] of result.entries()) result[i] = replace(value, i)
  return result
}

/** The result, changed in place. */
export function spoil(result: Float32Array, change: (values: Float32Array) => unknown): Float32Array {
  change(result)
  return result
}

/** A matrix product of another element (i, j): by default the sum of `term` over k. */
export const matmulOf =
  (
    right: Definition['core'],
    term: (a: Viewed, b: Viewed, i: number, j: number, k: number) => number,
    add: (sum: number, next: number) => number = (sum, next) => sum + next,
  ) =>
  (a: Viewed, b: Viewed): Float32Array =>
    mapped(right.matmul(a, b), (_, index) => {
      const [i, j] = [Math.floor(index / b.cols), index % b.cols]
      let sum = 0
      for (let k = 0; k < a.cols; k++) sum = add(sum, term(a, b, i, j, k))
      return sum
    })

/** x with no more than `bits` binary digits behind the first. */
export const truncated = (x: number, bits: number): number => {
  if (x === 0 || !Number.isFinite(x)) return x
  const unit = 2 ** (Math.floor(Math.log2(Math.abs(x))) - bits)
  return Math.round(x / unit) * unit
}

/** x, but 0 of its sign where it is subnormal. */
export const flushed = (x: number): number => {
  if (x === 0 || !(Math.abs(x) < SMALLEST_NORMAL)) return x
  return x < 0 ? -0 : 0
}

/** The operand as if it were no view. */
export const asStored = ({ storage, rows, cols }: Viewed): Viewed => ({
  storage,
  rows,
  cols,
  transposed: false,
})
