import { describe, expect, test } from 'vitest'
import type { ExtendedBackend } from './backend.ts'
import { defineBackend } from './define-backend.ts'
import type { FusedKernels } from './kernels.ts'
import type { Matrix } from './matrix.ts'
import { operations, type Shape } from './testing/operations.ts'
import { isStored, mapKernels, plainBackend, plainDefinition } from './testing/plain-backend.ts'

/** Different numbers, of both signs and with a zero. */
const valuesFor = ([rows, cols]: Shape, seed = 0): number[] =>
  Array.from({ length: rows * cols }, (_, i) => ((7 * i + 3 * seed) % 11) - 4)

const stored = (backend: ExtendedBackend, shape: Shape, seed: number): Matrix =>
  backend.matrix(shape[0], shape[1], valuesFor(shape, seed))

/** The same matrix as `stored`, as a view of its transpose. */
function view(backend: ExtendedBackend, [rows, cols]: Shape, seed: number): Matrix {
  const values = valuesFor([rows, cols], seed)
  const transposed = Array.from(
    { length: rows * cols },
    (_, i) => values[(i % rows) * cols + Math.floor(i / rows)],
  )
  return backend.matrix(cols, rows, transposed).T
}

/** Every choice of `count` yes or no answers. */
const choices = (count: number): boolean[][] =>
  Array.from({ length: 2 ** count }, (_, bits) =>
    Array.from({ length: count }, (_unused, i) => (bits >> i) % 2 === 1),
  )

describe.each(operations)('$op', ({ labels, shapes, call }) => {
  test('gives one result through every choice of views, and leaves only it', async () => {
    const { operands, result } = shapes(2, 3, 4)
    const plain = plainBackend()
    const expected = await call(plain, ...operands.map((shape, i) => stored(plain, shape, i))).read()
    for (const views of choices(labels.length)) {
      const backend = plainBackend()
      const made = operands.map((shape, i) => (views[i] ? view : stored)(backend, shape, i))
      const before = await Promise.all(made.map((matrix) => matrix.read()))
      const actual = call(backend, ...made)
      expect([actual.rows, actual.cols]).toEqual(result)
      expect(await actual.read()).toEqual(expected)
      // Inputs are as they were, and nothing but inputs and result is alive.
      expect(await Promise.all(made.map((matrix) => matrix.read()))).toEqual(before)
      expect(backend.memory()).toEqual({
        matrices: labels.length + 1,
        bytes: 4 * [...operands, result].reduce((sum, [rows, cols]) => sum + rows * cols, 0),
      })
    }
  })

  test('takes empty matrices, and no kernel sees one', async () => {
    const backend = withoutEmptyKernels()
    for (const [m, k, n] of [
      [0, 3, 4],
      [2, 0, 4],
      [2, 3, 0],
      [0, 0, 0],
    ]) {
      for (const views of choices(labels.length)) {
        const { operands, result } = shapes(m, k, n)
        const made = operands.map((shape, i) => (views[i] ? view : stored)(backend, shape, i))
        const actual = call(backend, ...made)
        expect([actual.rows, actual.cols]).toEqual(result)
        expect(await actual.read()).toHaveLength(result[0] * result[1])
      }
    }
  })

  test('gives storage of its own', async () => {
    const backend = plainBackend()
    const operands = shapes(2, 3, 4).operands.map((shape, i) => stored(backend, shape, i))
    const result = call(backend, ...operands)
    const values = await result.read()
    for (const operand of operands) operand.dispose()
    expect(result.disposed).toBe(false)
    expect(await result.read()).toEqual(values)
  })
})

/** A backend, with a fused kernel of its own, whose kernels throw at an empty matrix. */
function withoutEmptyKernels(): ExtendedBackend {
  const { storage, core, extended, ...rest } = plainDefinition()
  const guarded = <K extends object>(kernels: K): K =>
    mapKernels(kernels, (op, kernel) => (...operands) => {
      if (operands.some(isEmpty)) throw new Error(`${op} was given an empty matrix`)
      return kernel(...operands)
    })
  return defineBackend({
    ...rest,
    storage: guarded(storage),
    core: guarded(core),
    extended: guarded(extended),
    fused: guarded<FusedAffine>({
      affine: (W, X, b) => core.addColumn({ storage: core.matmul(W, X), rows: W.rows, cols: X.cols }, b),
    }),
  })
}

type FusedAffine = Pick<FusedKernels<Float32Array>, 'affine'>

const isEmpty = (operand: unknown): boolean => isStored(operand) && operand.rows * operand.cols === 0

test('an empty sum is 0', async () => {
  const backend = withoutEmptyKernels()
  const empty = (rows: number, cols: number) => backend.zeros(rows, cols)
  expect(await backend.matmul(empty(2, 0), empty(0, 3)).read()).toEqual(new Float32Array(6))
  expect(await backend.colsum(empty(3, 0)).read()).toEqual(new Float32Array(3))
  const b = backend.matrix(2, 1, [-1, 2])
  expect(await backend.affine(empty(2, 0), empty(0, 2), b).read()).toEqual(Float32Array.of(-1, -1, 2, 2))
  expect(await backend.affineRelu(empty(2, 0), empty(0, 2), b).read()).toEqual(Float32Array.of(0, 0, 2, 2))
  expect(backend.gatherRows(b, [])).toMatchObject({ rows: 0, cols: 1 })
})

test('two views are computed with as they are stored: nothing is copied', () => {
  const { core, ...rest } = plainDefinition()
  const transpose = () => expect.fail('a view was copied')
  const { hadamard, matmul, relu, zeros } = defineBackend({ ...rest, core: { ...core, transpose } })
  const a = zeros(2, 3)
  expect([hadamard(a.T, a.T), relu(a.T), matmul(a.T, a)].map(({ rows }) => rows)).toEqual([3, 3, 3])
  expect(() => hadamard(a.T, zeros(3, 2))).toThrow('a view was copied')
})

test('three views are computed with as they are stored, and of two among three each is copied', () => {
  const { core, ...rest } = plainDefinition()
  let copies = 0
  const { adaptiveStep, zeros } = defineBackend({
    ...rest,
    core: {
      ...core,
      transpose: (a) => {
        copies++
        return core.transpose(a)
      },
    },
    fused: { adaptiveStep: ({ storage }) => storage.slice() },
  })
  const a = zeros(2, 3)
  expect(adaptiveStep(a.T, 1, a.T, a.T, 1)).toMatchObject({ rows: 3, cols: 2 })
  expect(copies).toBe(0)
  adaptiveStep(a.T, 1, zeros(3, 2), a.T, 1)
  expect(copies).toBe(2)
})

test('gatherRows takes rows in any order, more than once', async () => {
  const backend = plainBackend()
  const a = backend.matrix(3, 2, [1, 2, 3, 4, 5, 6])
  expect([...(await backend.gatherRows(a, [2, 0, 2]).read())]).toEqual([5, 6, 1, 2, 5, 6])
})

test('kernels get their factors as float32 numbers', () => {
  const { core, ...rest } = plainDefinition()
  const seen: Record<string, readonly number[]> = {}
  const saw = (op: string, ...factors: readonly number[]): Float32Array => {
    seen[op] = factors
    return new Float32Array(1)
  }
  const backend = defineBackend({
    ...rest,
    core: {
      ...core,
      scale: (alpha) => saw('scale', alpha),
      axpy: (alpha) => saw('axpy', alpha),
    },
    fused: {
      axpby: (alpha, _x, beta) => saw('axpby', alpha, beta),
      squareAverage: (beta, oneMinusBeta) => saw('squareAverage', beta, oneMinusBeta),
      adaptiveStep: (_theta, rate, _m, _v, epsilon) => saw('adaptiveStep', rate, epsilon),
    },
  })
  const x = backend.zeros(1, 1)
  backend.scale(0.1, x)
  backend.axpy(0.1, x, x)
  backend.axpby(0.1, x, 0.9, x)
  backend.squareAverage(0.999, x, x)
  backend.adaptiveStep(x, 0.1, x, x, 1e-8)
  const { fround } = Math
  expect(seen).toEqual({
    scale: [fround(0.1)],
    axpy: [fround(0.1)],
    axpby: [fround(0.1), fround(0.9)],
    // Not 1 − fround(0.999), which is off by 10⁻⁵ of its size.
    squareAverage: [fround(0.999), fround(1 - 0.999)],
    adaptiveStep: [fround(0.1), fround(1e-8)],
  })
})

test('matrix copies its data', async () => {
  const data = Float32Array.of(1, 2)
  const matrix = plainBackend().matrix(1, 2, data)
  data.fill(9)
  expect([...(await matrix.read())]).toEqual([1, 2])
})

describe('a fused operation', () => {
  const inputs = (backend: ExtendedBackend) => ({
    W: backend.matrix(1, 2, [2, 3]),
    X: backend.matrix(2, 2, [1, 2, 3, 4]),
    b: backend.matrix(1, 1, [-12]),
  })

  test("uses the backend's own kernel, and the others are composed", async () => {
    const own = () => Float32Array.of(-7, -7)
    const { affine, affineRelu, hadamardMask, axpby, squareAverage, adaptiveStep, ...rest } = defineBackend({
      ...plainDefinition(),
      fused: { affineRelu: own, hadamardMask: own, axpby: own, squareAverage: own, adaptiveStep: own },
    })
    const { W, X, b } = inputs(rest as ExtendedBackend)
    for (const result of [
      affineRelu(W, X, b),
      hadamardMask(W, W),
      axpby(1, W, 1, W),
      squareAverage(1, W, W),
      adaptiveStep(W, 1, W, W, 1),
    ]) {
      expect([...(await result.read())]).toEqual([-7, -7])
    }
    expect([...(await affine(W, X, b).read())]).toEqual([-1, 4])
  })

  test('is named in the errors of its own kernel', () => {
    const fail = () => {
      throw new Error('no memory')
    }
    const backend = defineBackend({
      ...plainDefinition(),
      fused: { affine: fail, affineRelu: fail, hadamardMask: fail },
    })
    const { W, X, b } = inputs(backend)
    expect(() => backend.affine(W, X, b)).toThrow('affine: the backend plain failed: no memory')
    expect(() => backend.affineRelu(W, X, b)).toThrow('affineRelu: the backend plain failed: no memory')
    expect(() => backend.hadamardMask(X, X)).toThrow('hadamardMask: the backend plain failed: no memory')
    expect(() => backend.hadamardMask(W, X)).toThrow(
      'hadamardMask: v is 1 × 2 and z is 2 × 2; both must have one shape.',
    )
  })

  test('is what it is composed of', async () => {
    const backend = plainBackend()
    const { matrix, matmul, addColumn, relu, hadamard, mask, scale, axpy, sqrt, divide } = backend
    const { W, X, b } = inputs(backend)
    const Z = addColumn(matmul(W, X), b)
    expect(await backend.affine(W, X, b).read()).toEqual(await Z.read())
    expect(await backend.affineRelu(W, X, b).read()).toEqual(await relu(Z).read())
    expect(await backend.hadamardMask(W, Z).read()).toEqual(await hadamard(W, mask(Z)).read())
    expect(await backend.axpby(0.1, W, 0.9, Z).read()).toEqual(await axpy(0.1, W, scale(0.9, Z)).read())
    expect(await backend.squareAverage(0.999, W, Z).read()).toEqual(
      await axpy(0.999, W, hadamard(scale(1 - 0.999, Z), Z)).read(),
    )
    const divisor = addColumn(sqrt(W), matrix(1, 1, [1e-8]))
    expect(await backend.adaptiveStep(Z, 0.1, Z, W, 1e-8).read()).toEqual(
      await axpy(-0.1, divide(Z, divisor), Z).read(),
    )
  })

  test('sees the views of W and X, and a copy of those of b', async () => {
    const { core, ...rest } = plainDefinition()
    const seen: unknown[] = []
    const backend = defineBackend({
      ...rest,
      core,
      fused: {
        affine: (W, X, b) => {
          seen.push(W.transposed, X.transposed, [...b.storage])
          return core.matmul(W, X)
        },
      },
    })
    backend.affine(backend.zeros(3, 2).T, backend.zeros(4, 3).T, backend.matrix(1, 2, [5, 6]).T)
    expect(seen).toEqual([true, true, [5, 6]])
  })

  test('that fails half way frees what it made', () => {
    const { core, ...rest } = plainDefinition()
    const backend = defineBackend({
      ...rest,
      core: {
        ...core,
        addColumn: () => {
          throw new Error('no memory')
        },
      },
    })
    const { W, X, b } = inputs(backend)
    const before = backend.memory()
    expect(() => backend.affine(W, X, b)).toThrow('no memory')
    expect(() => backend.adaptiveStep(X, 1, X, X, 1)).toThrow('no memory')
    expect(backend.memory()).toEqual(before)
  })
})
