import { expect, test } from 'vitest'
import { isExtended } from './backend.ts'
import { defineBackend } from './define-backend.ts'
import {
  ArgumentError,
  BackendFailedError,
  BackendMismatchError,
  DisposedError,
  ShapeError,
} from './errors.ts'
import { operandOf } from './handle.ts'
import { float64Backend, float64Values, referenceDefinition } from './reference.ts'

const definition = () => referenceDefinition<Float32Array>('plain', (length) => new Float32Array(length))
const create = () => defineBackend(definition())
const ramp = (length: number) => Array.from({ length }, (_, i) => i + 1)

test.each([
  [
    (b: ReturnType<typeof create>) => b.matmul(b.zeros(3, 4), b.zeros(3, 5)),
    'matmul: a is 3 × 4 and b is 3 × 5; b must have 4 rows, the columns of a. a.T would fit.',
  ],
  [
    (b: ReturnType<typeof create>) => b.matmul(b.zeros(3, 4), b.zeros(5, 4)),
    'matmul: a is 3 × 4 and b is 5 × 4; b must have 4 rows, the columns of a. b.T would fit.',
  ],
  [
    (b: ReturnType<typeof create>) => b.matmul(b.zeros(3, 4), b.zeros(7, 9)),
    'matmul: a is 3 × 4 and b is 7 × 9; b must have 4 rows, the columns of a.',
  ],
  [
    (b: ReturnType<typeof create>) => b.hadamard(b.zeros(3, 4), b.zeros(4, 3)),
    'hadamard: a is 3 × 4 and b is 4 × 3; both must have one shape. b.T would fit.',
  ],
  [
    (b: ReturnType<typeof create>) => b.addColumn(b.zeros(3, 4), b.zeros(1, 3)),
    'addColumn: b is 1 × 3; it must be a column of 3 rows, 3 × 1. b.T would fit.',
  ],
  [
    (b: ReturnType<typeof create>) => b.matrix(2, 3, [1, 2]),
    'matrix: data has 2 numbers; a 2 × 3 matrix takes 6, row after row.',
  ],
  [
    (b: ReturnType<typeof create>) => b.zeros(Number.NaN, 3),
    'zeros: rows is NaN; it must be a whole number, 0 or more.',
  ],
  [
    (b: ReturnType<typeof create>) => b.gatherColumns(b.zeros(2, 3), [3]),
    'gatherColumns: indices[0] is 3; it must be a whole number from 0 to 2, a column of a.',
  ],
])('a shape that does not fit is told with what would: %#', (call, message) => {
  expect(() => call(create())).toThrow(new ShapeError(message))
})

test('what is no matrix is told, and how to make one', () => {
  const { relu } = create()
  expect(() => relu([1, 2, 3] as never)).toThrow(
    new ArgumentError(
      'relu: z is an array of 3, not a matrix. Make one with backend.matrix(rows, cols, data).',
    ),
  )
})

test('a factor that is no number is told', () => {
  const backend = create()
  expect(() => backend.scale('2' as never, backend.zeros(1, 1))).toThrow(
    new ArgumentError('scale: alpha is the string "2"; it must be a number.'),
  )
})

test('a disposed matrix and one of another backend are told apart', () => {
  const backend = create()
  const matrix = backend.zeros(2, 3)
  expect(() => create().relu(matrix)).toThrow(BackendMismatchError)
  matrix.dispose()
  expect(() => backend.relu(matrix)).toThrow('relu: z (2 × 3) was disposed.')
  expect(() => backend.relu(matrix)).toThrow(DisposedError)
})

test('errors have stable codes', () => {
  const codes = [
    new ArgumentError(''),
    new ShapeError(''),
    new DisposedError(''),
    new BackendMismatchError(''),
    new BackendFailedError('x', 'matmul', 'y'),
  ].map(({ code }) => code)
  expect(codes).toEqual([
    'BILAYER_ARGUMENT',
    'BILAYER_SHAPE',
    'BILAYER_DISPOSED',
    'BILAYER_BACKEND_MISMATCH',
    'BILAYER_BACKEND_FAILED',
  ])
})

test('using frees a matrix at the end of its block', () => {
  const backend = create()
  {
    using matrix = backend.zeros(2, 2)
    expect(matrix.disposed).toBe(false)
  }
  expect(backend.memory()).toEqual({ matrices: 0, bytes: 0 })
})

test('await using closes a backend', async () => {
  const backend = create()
  {
    await using closing = backend
    closing.zeros(2, 2)
  }
  expect(() => backend.zeros(1, 1)).toThrow('zeros: the backend plain was disposed.')
})

test('a scope keeps what it returns in maps, sets, arrays and objects, and looks at each once', () => {
  const backend = create()
  const kept = backend.scope(() => {
    const ring: Record<string, unknown> = {
      map: new Map([['a', backend.zeros(1, 1)]]),
      set: new Set([backend.zeros(1, 1).T]),
    }
    ring['self'] = ring
    backend.zeros(5, 5)
    return ring
  })
  expect(backend.memory().matrices).toBe(2)
  expect(kept['self']).toBe(kept)
})

test('a matrix that was disposed inside its scope is not freed twice', () => {
  const backend = create()
  backend.scope(() => backend.zeros(2, 2).dispose())
  expect(backend.memory()).toEqual({ matrices: 0, bytes: 0 })
})

test('a kernel that throws leaves the backend usable, with the cause kept', async () => {
  const right = definition()
  let broken = true
  const backend = defineBackend({
    ...right,
    core: {
      ...right.core,
      matmul: (a, b) => {
        if (broken) throw new RangeError('no memory for 16 bytes')
        return right.core.matmul(a, b)
      },
    },
  })
  const a = backend.matrix(2, 2, [1, 2, 3, 4])
  const failure = catching(() => backend.matmul(a, a))
  expect(failure).toBeInstanceOf(BackendFailedError)
  expect(failure).toMatchObject({
    op: 'matmul',
    message: 'matmul: the backend plain failed: no memory for 16 bytes',
    cause: expect.any(RangeError) as RangeError,
  })
  expect(backend.memory().matrices).toBe(1)
  broken = false
  expect([...(await backend.matmul(a, a).read())]).toEqual([7, 10, 15, 22])
})

test('work that fails later rejects the next read and every one after, naming the operation', async () => {
  const right = definition()
  const failure = new BackendFailedError('plain', 'hadamard', new Error('the device is lost'))
  const backend = defineBackend({
    ...right,
    storage: { ...right.storage, sync: () => Promise.reject(failure) },
  })
  const a = backend.zeros(2, 2)
  await expect(backend.sync()).rejects.toBe(failure)
  await expect(a.read()).rejects.toBe(failure)
  await expect(backend.sync()).rejects.toBe(failure)
  expect(() => backend.relu(a)).toThrow(failure)
  a.dispose()
  await expect(backend.dispose()).resolves.toBeUndefined()
})

test('a fused kernel of the backend is used, and core composes one that is missing', async () => {
  const right = definition()
  const fused = { affineRelu: () => Float32Array.of(-1, -1) }
  const inputs = (backend: ReturnType<typeof create>) =>
    [backend.matrix(1, 2, [2, 3]), backend.matrix(2, 2, [1, 2, 3, 4]), backend.matrix(1, 1, [-12])] as const
  const own = defineBackend({ ...right, fused })
  expect([...(await own.affineRelu(...inputs(own)).read())]).toEqual([-1, -1])
  expect([...(await own.affine(...inputs(own)).read())]).toEqual([-1, 4])
  const composed = create()
  const operands = inputs(composed)
  expect([...(await composed.affineRelu(...operands).read())]).toEqual([0, 4])
  expect(composed.memory().matrices).toBe(4)
  for (const operand of operands) operand.dispose()
})

test('the level follows from the kernels', () => {
  const { extended: _, ...coreOnly } = definition()
  const small = defineBackend(coreOnly)
  expect([small.level, isExtended(small), 'softmax' in small]).toEqual(['core', false, false])
  expect(isExtended(create())).toBe(true)
})

test('a backend needs a name', () => {
  expect(() => defineBackend({ ...definition(), name: '' })).toThrow(ArgumentError)
})

test('operandOf gives a backend author the storage behind a handle', () => {
  const backend = create()
  const matrix = backend.matrix(2, 3, ramp(6))
  expect(operandOf<Float32Array>(matrix.T)).toMatchObject({ rows: 3, cols: 2, transposed: true })
  expect([...operandOf<Float32Array>(matrix).storage]).toEqual(ramp(6))
  matrix.dispose()
  expect(() => operandOf(matrix)).toThrow(DisposedError)
  expect(() => operandOf({} as never)).toThrow(ArgumentError)
})

test('a handle says what it is', () => {
  const matrix = create().zeros(2, 3)
  expect(String(matrix.T)).toBe('Matrix 3 × 2 on plain')
  matrix.dispose()
  expect(String(matrix)).toBe('Matrix 2 × 3 on plain, disposed')
})

test('the float64 backend does not round', () => {
  const backend = float64Backend()
  const third = backend.divide(backend.matrix(1, 1, [1]), backend.matrix(1, 1, [3]))
  expect([...float64Values(third)]).toEqual([1 / 3])
  expect([...float64Values(backend.matrix(2, 2, [1, 2, 3, 4]).T)]).toEqual([1, 3, 2, 4])
})

function catching(call: () => unknown): unknown {
  try {
    return call()
  } catch (error) {
    return error
  }
}
