import {
  type Backend,
  type BackendDefinition,
  type CoreKernels,
  defineBackend,
  type ExtendedKernels,
  type Numerics,
  type Stored,
} from '@bilayer/core'
import { at } from '@bilayer/core/reference'
import { LARGEST_FLOAT32 } from '../values.ts'
import { type Definition, flushed, mapped, matmulOf, plain, truncated } from './mutant.ts'

/** A backend that is right in another way than the plain one; the suite must pass it. */
export interface Variant {
  readonly way: string
  readonly create: () => Backend
}

const variant = (way: string, change: (right: Definition) => Partial<Definition>): Variant => ({
  way,
  create: () => {
    const right = plain()
    return defineBackend({ ...right, ...change(right) })
  },
})

type Kernel<Result> = (...operands: unknown[]) => Result

/** Kernels of which each is wrapped in another. */
const mapKernels = (
  kernels: object,
  wrap: (kernel: Kernel<Float32Array>, name: string) => Kernel<unknown>,
): object =>
  Object.fromEntries(
    Object.entries(kernels).map(([name, kernel]) => [name, wrap(kernel as Kernel<Float32Array>, name)]),
  )

const isStored = <S>(operand: unknown): operand is Stored<S> =>
  typeof operand === 'object' && operand !== null && 'storage' in operand

/** Every kernel with its operands and its result passed through `change`. */
const throughout = (
  right: Definition,
  change: (x: number) => number,
): Pick<Definition, 'core' | 'extended'> => {
  const changed = (operand: unknown) =>
    isStored<Float32Array>(operand) ? { ...operand, storage: operand.storage.map(change) } : operand
  const wrapped = <K extends object>(kernels: K): K =>
    mapKernels(
      kernels,
      (kernel) =>
        (...operands) =>
          mapped(kernel(...operands.map(changed)), change),
    ) as K
  return { core: wrapped(right.core), extended: wrapped(right.extended) }
}

/** Some kernels with their results passed through `change`. */
const resultsOf = <K extends object>(
  kernels: K,
  names: readonly string[],
  change: (x: number) => number,
): K =>
  mapKernels(kernels, (kernel, name) =>
    names.includes(name) ? (...operands) => mapped(kernel(...operands), change) : kernel,
  ) as K

const functions = ['softmax', 'tanh', 'sigmoid', 'log']
const roundedOperations = ['matmul', 'hadamard', 'colsum', 'addColumn', 'axpy', 'scale', 'sqrt', 'divide']

const coarse: Numerics = { unitRoundoff: 2 ** -11, subnormals: 'flushed', nonFinite: 'ieee' }

export const variants: readonly Variant[] = [
  variant('rounds after every step, and adds backwards', (right) => ({
    core: {
      ...right.core,
      matmul: matmulOf(
        right.core,
        (a, b, i, j, k) => Math.fround(at(a, i, a.cols - 1 - k) * at(b, a.cols - 1 - k, j)),
        (sum, next) => Math.fround(sum + next),
      ),
      colsum: (a) =>
        mapped(right.core.colsum(a), (_, i) =>
          a.storage
            .subarray(i * a.cols, (i + 1) * a.cols)
            .reduceRight((sum, next) => Math.fround(sum + next)),
        ),
      axpy: (alpha, x, y) =>
        mapped(right.core.axpy(alpha, x, y), (_, i) => Math.fround(alpha * x.storage[i]) + y.storage[i]),
    },
  })),
  variant('has functions that are three roundings off', (right) => ({
    extended: resultsOf(right.extended, functions, (value) => value * (1 - 3 * 2 ** -24)),
  })),
  variant('flushes subnormal numbers, and declares it', (right) => ({
    numerics: { unitRoundoff: 2 ** -24, subnormals: 'flushed', nonFinite: 'ieee' },
    ...throughout(right, flushed),
  })),
  variant('has the digits of float16, and declares it', (right) => ({
    numerics: coarse,
    core: resultsOf(right.core, roundedOperations, (value) => truncated(value, 10)),
    extended: resultsOf(right.extended, [...roundedOperations, ...functions], (value) =>
      truncated(value, 10),
    ),
  })),
  variant('knows no NaN and no ±∞, and declares it', (right) => ({
    numerics: { unitRoundoff: 2 ** -24, subnormals: 'kept', nonFinite: 'unspecified' },
    ...throughout(right, (value) =>
      Number.isNaN(value) ? 0 : Math.min(Math.max(value, -LARGEST_FLOAT32), LARGEST_FLOAT32),
    ),
  })),
  { way: 'queues all work until it is read', create: () => defineBackend(queued(plain())) },
]

/** Storage whose values come later. */
interface Slot {
  values: Float32Array
}

/** The backend, but every kernel only notes what is to be done. */
function queued({
  name,
  info,
  storage,
  core,
  extended,
}: Definition): BackendDefinition<Slot> & { readonly extended: ExtendedKernels<Slot> } {
  let queue: (() => void)[] = []
  const work = (): void => {
    const commands = queue
    queue = []
    for (const command of commands) command()
  }
  const later = (compute: () => Float32Array): Slot => {
    const slot: Slot = { values: new Float32Array() }
    queue.push(() => {
      slot.values = compute()
    })
    return slot
  }
  /** The operand as it is when its turn comes; its slot is taken now, for its matrix may be disposed by then. */
  const promised = (operand: Stored<Slot>): (() => Stored<Float32Array>) => {
    const { storage: slot } = operand
    return () => ({ ...operand, storage: slot.values })
  }
  const queuing = (kernels: object): object =>
    mapKernels(kernels, (kernel) => (...operands) => {
      const taken = operands.map((operand) => (isStored<Slot>(operand) ? promised(operand) : () => operand))
      return later(() => kernel(...taken.map((take) => take())))
    })

  return {
    name,
    info,
    storage: {
      upload: (data, rows, cols) => {
        const copy = data.slice()
        return later(() => storage.upload(copy, rows, cols))
      },
      read: async (source) => {
        work()
        const values = await storage.read(promised(source)())
        await new Promise((resolve) => {
          setTimeout(resolve, 0)
        })
        return values
      },
      free: (slot) => {
        queue.push(() => storage.free(slot.values))
      },
      bytes: () => {
        work()
        return storage.bytes()
      },
      sync: async () => work(),
      close: async () => {},
    },
    core: queuing(core) as CoreKernels<Slot>,
    extended: queuing(extended) as ExtendedKernels<Slot>,
  }
}
