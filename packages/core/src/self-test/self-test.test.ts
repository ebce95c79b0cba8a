import { describe, expect, test } from 'vitest'
import { type Backend, ieee754 } from '../backend.ts'
import { defineBackend } from '../define-backend.ts'
import { ArgumentError } from '../errors.ts'
import type { FusedKernels, Operand, Stored } from '../kernels.ts'
import { isStored, mapKernels, plainBackend, plainDefinition } from '../testing/plain-backend.ts'
import { queueBackend } from '../testing/queue-backend.ts'
import { selfTest } from './self-test.ts'

type Definition = ReturnType<typeof plainDefinition> & {
  readonly fused: Pick<FusedKernels<Float32Array>, 'affine' | 'affineRelu' | 'hadamardMask'>
}

/** A right backend with fused kernels of its own. */
function fusedDefinition(): Definition {
  const right = plainDefinition()
  const { core } = right
  const affine: FusedKernels<Float32Array>['affine'] = (W, X, b) => {
    const product = { storage: core.matmul(W, X), rows: W.rows, cols: X.cols }
    return freeing(product, () => core.addColumn(product, b))
  }
  const freeing = (stored: Stored<Float32Array>, next: () => Float32Array): Float32Array => {
    const result = next()
    right.storage.free(stored.storage)
    return result
  }
  return {
    ...right,
    fused: {
      affine,
      affineRelu: (W, X, b) => {
        const Z = { storage: affine(W, X, b), rows: W.rows, cols: X.cols }
        return freeing(Z, () => core.relu(Z))
      },
      hadamardMask: (v, z) => {
        const D = { storage: core.mask(z), rows: z.rows, cols: z.cols }
        return freeing(D, () => core.hadamard(v, D))
      },
    },
  }
}

type Result = Float32Array
type Plain = Operand<Result>
type Kernel = (...operands: readonly unknown[]) => Result

/** The right backend, but for one kernel. */
function liar(op: string, change: (right: Kernel) => Kernel): Backend {
  const { core, extended, fused, ...rest } = fusedDefinition()
  const lying = <K extends object>(kernels: K): K =>
    mapKernels(kernels, (name, kernel) => (name === op ? change(kernel as Kernel) : kernel))
  return defineBackend({ ...rest, core: lying(core), extended: lying(extended), fused: lying(fused) })
}

/** A kernel with its result spoilt in place; it knows the matrices that it was given. */
const spoilt =
  (spoil: (result: Result, operands: readonly Plain[]) => unknown) =>
  (right: Kernel): Kernel =>
  (...operands) => {
    const result = right(...operands)
    spoil(result, operands.filter(isStored) as unknown as readonly Plain[])
    return result
  }

const everyKernel = (() => {
  const { core, extended, fused } = fusedDefinition()
  return [...new Set([core, extended, fused].flatMap((kernels) => Object.keys(kernels)))]
})()

describe.each(everyKernel)('a lying %s', (op) => {
  test.each<[string, (right: Kernel) => Kernel]>([
    [
      'gives a last element that is off by a hundredth',
      spoilt((result) => (result[result.length - 1] += 0.01)),
    ],
    ['gives NaN in the first element', spoilt((result) => (result[0] = Number.NaN))],
    [
      'writes its result into an operand',
      spoilt((result, [a]) => a.storage.set(result.subarray(0, a.storage.length))),
    ],
    [
      'throws',
      () => () => {
        throw new TypeError('no kernel')
      },
    ],
  ])('%s', async (_, change) => {
    expect(await selfTest(liar(op, change))).toMatch(/^self-test: [a-z]+/iu)
  })
})

describe.each(['matmul', 'affine', 'affineRelu'])('a lying %s', (op) => {
  test.each([
    ['above 4 rows', (row: number) => row >= 4],
    ['above 12 rows', (row: number) => row >= 12],
    ['above 64 rows', (row: number) => row >= 64],
    ['above 8 columns', (_: number, col: number) => col >= 8],
    ['above 64 columns', (_: number, col: number) => col >= 64],
  ])('is wrong %s', async (_, isWrong) => {
    const change = spoilt((result, [, b]) => {
      for (let i = 0; i < result.length; i++) {
        if (isWrong(Math.floor(i / b.cols), i % b.cols)) result[i] += 0.01
      }
    })
    expect(await selfTest(liar(op, change))).toMatch(/^self-test: /u)
  })

  test.each([0, 1])('takes a view for what is stored: operand %d', async (position) => {
    const change =
      (right: Kernel): Kernel =>
      (...operands) => {
        const { storage, rows, cols } = operands[position] as Plain
        return right(...operands.with(position, { storage, rows, cols, transposed: false }))
      }
    expect(await selfTest(liar(op, change))).toMatch(/^self-test: \w+, (?:a view|views) on /u)
  })

  test('stops a sum after 1,000 terms', async () => {
    const change =
      (right: Kernel): Kernel =>
      (...operands) => {
        const [{ storage, rows, cols, transposed }, ...others] = operands as Plain[]
        const cut = cols > 1000 ? storage.map((x, k) => (k < 1000 ? x : 0)) : storage
        return right({ storage: cut, rows, cols, transposed }, ...others)
      }
    expect(await selfTest(liar(op, change))).toMatch(/^self-test: /u)
  })
})

test('a right backend passes, and nothing is left behind', async () => {
  const { extended: _, ...coreLevel } = fusedDefinition()
  const coarse = { unitRoundoff: 2 ** -11, subnormals: 'flushed', nonFinite: 'unspecified' } as const
  for (const backend of [
    plainBackend(),
    defineBackend(fusedDefinition()),
    defineBackend(coreLevel),
    defineBackend({ ...fusedDefinition(), numerics: coarse }),
    queueBackend().backend,
  ]) {
    const kept = backend.zeros(1, 1)
    expect(await selfTest(backend)).toBeUndefined()
    expect(backend.memory().matrices).toBe(1)
    kept.dispose()
    await backend.sync()
    expect(backend.memory()).toEqual({ matrices: 0, bytes: 0 })
  }
})

test('tells what is wrong, where, and what it should be', async () => {
  const change = spoilt((result) => (result[1] = 7))
  expect(await selfTest(liar('mask', change))).toBe('self-test: mask: element (0, 1) is 7; it should be 0')
})

test.each<[string, (right: Definition) => Partial<Definition>]>([
  [
    'self-test: matmul: read gives 1 numbers; there should be 4355',
    ({ storage }) => ({ storage: { ...storage, read: async () => new Float32Array(1) } }),
  ],
  [' bytes are left of what was disposed', ({ storage }) => ({ storage: { ...storage, free: () => {} } })],
  [
    'self-test: sync: the backend plain failed: lost',
    ({ storage }) => ({ storage: { ...storage, sync: () => Promise.reject(new Error('lost')) } }),
  ],
  [
    'self-test: read: the backend plain failed: lost',
    ({ storage }) => ({
      storage: {
        ...storage,
        read: () => {
          throw new Error('lost')
        },
      },
    }),
  ],
  [
    'self-test: hadamard: ',
    ({ core }) => ({
      numerics: { ...ieee754, unitRoundoff: 1 },
      core: { ...core, hadamard: (a, b) => core.hadamard(a, b).map((x) => 1.125 * x) },
    }),
  ],
])('%s…', async (told, change) => {
  const right = fusedDefinition()
  expect(await selfTest(defineBackend({ ...right, ...change(right) }))).toContain(told)
})

test('a backend of another make, whose members throw or give nothing, is told of in words', async () => {
  const right = plainBackend()
  const members = ['matrix', 'matmul', 'affineRelu', 'scope', 'memory', 'sync'] as const
  for (const member of members) {
    const throwing = () => {
      throw new ArgumentError(`${member} is broken`)
    }
    expect(await selfTest({ ...right, [member]: throwing })).toBe(`self-test: ${member} is broken`)
    if (member === 'sync') continue
    expect(await selfTest({ ...right, [member]: () => {} })).toMatch(/^self-test: /u)
  }
})

test('a result of another shape is told of', async () => {
  const right = plainBackend()
  const relu = () => right.zeros(1, 1)
  expect(await selfTest({ ...right, relu } as Backend)).toBe(
    'self-test: relu: the result is 1 × 1; it should be 67 × 9',
  )
})

test('what is no backend is refused', async () => {
  for (const wrong of [undefined, null, 7, {}, { ...plainBackend(), relu: undefined }]) {
    await expect(selfTest(wrong as never)).rejects.toThrow(ArgumentError)
  }
})
