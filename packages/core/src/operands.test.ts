import { describe, expect, test } from 'vitest'
import type { ExtendedBackend } from './backend.ts'
import { defineBackend } from './define-backend.ts'
import { describeValue } from './describe.ts'
import { ArgumentError, BackendMismatchError, DisposedError, ShapeError } from './errors.ts'
import type { Matrix } from './matrix.ts'
import { shapeOf } from './matrix.ts'
import { checkMatrix, isMatrix } from './operands.ts'
import { type Operation, operations } from './testing/operations.ts'
import { plainBackend, plainDefinition } from './testing/plain-backend.ts'

/** An operation on matrices of zeros that fit; each test spoils one of them. */
function prepare({ labels, shapes, call }: Operation) {
  const backend = plainBackend()
  const operands = shapes(2, 3, 4).operands.map(([rows, cols]) => backend.zeros(rows, cols))
  const callWith = (position: number, operand: unknown) => () =>
    call(backend, ...operands.with(position, operand as Matrix))
  return {
    backend,
    places: labels.map((label, position) => ({ label, position, right: operands[position] })),
    callWith,
  }
}

describe.each(operations)('$op', (operation) => {
  const { op } = operation

  test('refuses what is no matrix', () => {
    const { places, callWith } = prepare(operation)
    for (const { label, position } of places) {
      for (const wrong of [undefined, null, 7, [1, 2, 3], new Float32Array(8), { rows: 2, cols: 4 }]) {
        expect(callWith(position, wrong)).toThrow(
          new ArgumentError(
            `${op}: ${label} is ${describeValue(wrong)}, not a matrix. Make one with backend.matrix(rows, cols, data).`,
          ),
        )
      }
    }
  })

  test('refuses a matrix that was disposed', () => {
    const { backend, places, callWith } = prepare(operation)
    for (const { label, position, right } of places) {
      const wrong = backend.zeros(right.rows, right.cols)
      wrong.dispose()
      expect(callWith(position, wrong)).toThrow(
        new DisposedError(
          `${op}: ${label} (${shapeOf(wrong)}) was disposed. Dispose a matrix after its last use, or return it from the scope that made it.`,
        ),
      )
    }
  })

  test('refuses a matrix of another backend', () => {
    const { places, callWith } = prepare(operation)
    const other = plainBackend('other')
    for (const { label, position, right } of places) {
      const wrong = other.zeros(right.rows, right.cols)
      expect(callWith(position, wrong)).toThrow(
        new BackendMismatchError(
          `${op}: ${label} (${shapeOf(wrong)}) lives on another backend, other; this one is plain. Copy it: backend.matrix(m.rows, m.cols, await m.read()).`,
        ),
      )
    }
  })

  test('refuses any operand that does not fit the others, and leaves nothing behind', () => {
    const { backend, places, callWith } = prepare(operation)
    const wrong = backend.zeros(5, 7)
    const before = backend.memory()
    for (const { position } of places.length > 1 ? places : []) {
      expect(callWith(position, wrong)).toThrow(ShapeError)
      expect(callWith(position, wrong)).toThrow(
        new RegExp(`^${op}: \\w+ is .* and \\w+ is .*; (?:. must|both must)`, 'u'),
      )
      expect(callWith(position, wrong)).toThrow('5 × 7')
    }
    expect(backend.memory()).toEqual(before)
  })
})

const zeros = (backend: ExtendedBackend, ...[rows, cols]: [number, number]) => backend.zeros(rows, cols)

test.each<[(backend: ExtendedBackend) => unknown, string]>([
  [
    (b) => b.matmul(zeros(b, 3, 4), zeros(b, 3, 5)),
    'matmul: a is 3 × 4 and b is 3 × 5; b must have 4 rows, the columns of a. a.T would fit.',
  ],
  [
    (b) => b.matmul(zeros(b, 3, 4), zeros(b, 5, 4)),
    'matmul: a is 3 × 4 and b is 5 × 4; b must have 4 rows, the columns of a. b.T would fit.',
  ],
  [
    (b) => b.matmul(zeros(b, 3, 4), zeros(b, 3, 4)),
    'matmul: a is 3 × 4 and b is 3 × 4; b must have 4 rows, the columns of a. b.T or a.T would fit.',
  ],
  [
    (b) => b.matmul(zeros(b, 3, 4), zeros(b, 5, 3)),
    'matmul: a is 3 × 4 and b is 5 × 3; b must have 4 rows, the columns of a. a.T with b.T would fit.',
  ],
  [
    (b) => b.matmul(zeros(b, 3, 4), zeros(b, 7, 9)),
    'matmul: a is 3 × 4 and b is 7 × 9; b must have 4 rows, the columns of a.',
  ],
  [
    (b) => b.matmul(zeros(b, 3, 4).T, zeros(b, 4, 5)),
    'matmul: a is 4 × 3 and b is 4 × 5; b must have 3 rows, the columns of a. a.T would fit.',
  ],
  [
    (b) => b.hadamard(zeros(b, 3, 4), zeros(b, 4, 3)),
    'hadamard: a is 3 × 4 and b is 4 × 3; both must have one shape. b.T would fit.',
  ],
  [
    (b) => b.hadamard(zeros(b, 3, 4), zeros(b, 5, 4)),
    'hadamard: a is 3 × 4 and b is 5 × 4; both must have one shape.',
  ],
  [
    (b) => b.hadamard(zeros(b, 3, 4), zeros(b, 4, 5)),
    'hadamard: a is 3 × 4 and b is 4 × 5; both must have one shape.',
  ],
  [
    (b) => b.hadamard(zeros(b, 3, 4), zeros(b, 5, 3)),
    'hadamard: a is 3 × 4 and b is 5 × 3; both must have one shape.',
  ],
  [
    (b) => b.axpy(1, zeros(b, 3, 4), zeros(b, 3, 5)),
    'axpy: x is 3 × 4 and y is 3 × 5; both must have one shape.',
  ],
  [
    (b) => b.addColumn(zeros(b, 3, 4), zeros(b, 1, 3)),
    'addColumn: a is 3 × 4 and b is 1 × 3; b must be a column of 3 rows, 3 × 1. b.T would fit.',
  ],
  [
    (b) => b.addColumn(zeros(b, 3, 4), zeros(b, 1, 4)),
    'addColumn: a is 3 × 4 and b is 1 × 4; b must be a column of 3 rows, 3 × 1.',
  ],
  [
    (b) => b.addColumn(zeros(b, 3, 4), zeros(b, 2, 3)),
    'addColumn: a is 3 × 4 and b is 2 × 3; b must be a column of 3 rows, 3 × 1.',
  ],
  [
    (b) => b.addColumn(zeros(b, 3, 4), zeros(b, 3, 2)),
    'addColumn: a is 3 × 4 and b is 3 × 2; b must be a column of 3 rows, 3 × 1.',
  ],
  [
    (b) => b.affine(zeros(b, 3, 4), zeros(b, 4, 9), zeros(b, 4, 1)),
    'affine: W is 3 × 4 and b is 4 × 1; b must be a column of 3 rows, 3 × 1.',
  ],
  [
    (b) => b.affineRelu(zeros(b, 3, 4), zeros(b, 9, 4), zeros(b, 3, 1)),
    'affineRelu: W is 3 × 4 and X is 9 × 4; X must have 4 rows, the columns of W. X.T would fit.',
  ],
  [
    (b) => b.adaptiveStep(zeros(b, 3, 4), 1, zeros(b, 3, 4), zeros(b, 4, 3), 1),
    'adaptiveStep: theta is 3 × 4 and v is 4 × 3; both must have one shape. v.T would fit.',
  ],
  [(b) => b.matrix(2, 3, [1, 2]), 'matrix: data has 2 numbers; a 2 × 3 matrix takes 6, row after row.'],
  [
    (b) => b.gatherRows(zeros(b, 3, 2), [0, 3]),
    'gatherRows: indices[1] is 3; it must be a whole number from 0 to 2, a row of a.',
  ],
  [(b) => b.gatherRows(zeros(b, 0, 2), [0]), 'gatherRows: indices[0] is 0; there is no row of a.'],
])('what does not fit is told with what would: %#', (call, message) => {
  expect(() => call(plainBackend())).toThrow(new ShapeError(message))
})

test.each([Number.NaN, -1, 0.5, Infinity, -Infinity, 2 ** 53, '3', 3n, undefined, null, [2]])(
  'a size is never %s',
  (size) => {
    const { matrix, zeros: zerosOf } = plainBackend()
    const told = (op: string, label: string) =>
      new ShapeError(`${op}: ${label} is ${describeValue(size)}; it must be a whole number, 0 or more.`)
    expect(() => matrix(size as number, 2, [])).toThrow(told('matrix', 'rows'))
    expect(() => matrix(2, size as number, [])).toThrow(told('matrix', 'cols'))
    expect(() => zerosOf(size as number, 2)).toThrow(told('zeros', 'rows'))
    expect(() => zerosOf(2, size as number)).toThrow(told('zeros', 'cols'))
  },
)

test.each([undefined, null, 7, '123456', { length: Number.NaN }, {}])('data is never %o', (data) => {
  const { matrix, zeros: zerosOf, gatherRows } = plainBackend()
  const told = `is ${describeValue(data)}; it must be an array or a typed array of numbers.`
  expect(() => matrix(2, 3, data as never)).toThrow(new ArgumentError(`matrix: data ${told}`))
  expect(() => gatherRows(zerosOf(3, 2), data as never)).toThrow(
    new ArgumentError(`gatherRows: indices ${told}`),
  )
})

test.each([-1, 0.5, 3, Number.NaN, Infinity])('a row is never %d of 3', (index) => {
  const { zeros: zerosOf, gatherRows } = plainBackend()
  expect(() => gatherRows(zerosOf(3, 2), [0, index])).toThrow(ShapeError)
})

test.each<[string, string, (backend: ExtendedBackend, x: Matrix, factor: number) => unknown]>([
  ['scale', 'alpha', ({ scale }, x, factor) => scale(factor, x)],
  ['axpy', 'alpha', ({ axpy }, x, factor) => axpy(factor, x, x)],
  ['axpby', 'alpha', ({ axpby }, x, factor) => axpby(factor, x, 1, x)],
  ['axpby', 'beta', ({ axpby }, x, factor) => axpby(1, x, factor, x)],
  ['squareAverage', 'beta', ({ squareAverage }, x, factor) => squareAverage(factor, x, x)],
  ['adaptiveStep', 'rate', ({ adaptiveStep }, x, factor) => adaptiveStep(x, factor, x, x, 1)],
  ['adaptiveStep', 'epsilon', ({ adaptiveStep }, x, factor) => adaptiveStep(x, 1, x, x, factor)],
])('%s takes no %s but a number', (op, label, call) => {
  const backend = plainBackend()
  const x = backend.zeros(1, 1)
  for (const wrong of ['2', undefined, null, 3n, [1]]) {
    expect(() => call(backend, x, wrong as never)).toThrow(
      new ArgumentError(`${op}: ${label} is ${describeValue(wrong)}; it must be a number.`),
    )
  }
})

function transferred<A extends Float32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>>(view: A): A {
  view.buffer.transfer()
  return view
}

/** An array whose place is no longer in the buffer. */
function cut(buffer: ArrayBuffer): Float32Array {
  const view = new Float32Array(buffer, 4, 1)
  buffer.resize(4)
  return view
}

describe('data is numbers', () => {
  const BEYOND = 'it must be a number.'

  test.each<[string, ArrayLike<unknown>]>([
    ['data[1] is the string "x"', [1, 'x']],
    ['data[0] is the string "1"', ['1', 2]],
    // oxlint-disable-next-line no-sparse-arrays -- a hole is what is tested
    ['data[1] is undefined', [1, , 2]],
    ['data[0] is undefined', { length: 1 }],
    ['data[2] is null', [1, 2, null]],
    ['data[0] is the bigint 0n', new BigInt64Array(2)],
    ['data[0] is the bigint 0n', new BigUint64Array(2)],
    ['data[0] is an array of 2', [[1, 2]]],
    ['data[0] is a Date', [new Date(1)]],
    ['data[1] is true', { length: 2, 0: 1, 1: true }],
    ['data[0] is undefined', Object.assign(new DataView(new ArrayBuffer(8)), { length: 1 }) as never],
  ])('where %s, it is refused', (told, data) => {
    const { matrix, memory } = plainBackend()
    expect(() => matrix(1, data.length, data as ArrayLike<number>)).toThrow(
      new ArgumentError(`matrix: ${told}; ${BEYOND}`),
    )
    expect(memory().matrices).toBe(0)
  })

  test('before any is copied', () => {
    const holes: number[] = []
    holes.length = 2 ** 32 - 1
    expect(() => plainBackend().matrix(holes.length, 1, holes)).toThrow(
      new ArgumentError(`matrix: data[0] is undefined; ${BEYOND}`),
    )
  })

  test('of any kind of array, and NaN and ±∞ are numbers', async () => {
    const { matrix } = plainBackend()
    const resizable = new ArrayBuffer(8, { maxByteLength: 16 })
    for (const empty of [
      [0, 0],
      { length: 2, 0: 0, 1: 0 },
      new Float32Array(2),
      new Float64Array(2),
      new Int8Array(2),
      new Uint8ClampedArray(2),
      new Float32Array(resizable),
      new Float32Array(new SharedArrayBuffer(8)),
      new Int32Array(new SharedArrayBuffer(8)),
    ]) {
      expect(await matrix(1, 2, empty).read()).toEqual(new Float32Array(2))
    }
    const special = [Number.NaN, Infinity, -Infinity, -0]
    expect([...(await matrix(2, 2, special).read())]).toEqual(special)
  })

  test('by their places, whatever an iterator tells', async () => {
    const data = { length: 2, 0: 1, 1: 2, [Symbol.iterator]: () => [7].values() }
    expect([...(await plainBackend().matrix(1, 2, data).read())]).toEqual([1, 2])
  })

  test.each<[string, () => ArrayLike<unknown>]>([
    ['a Float32Array whose buffer was transferred', () => transferred(new Float32Array(2))],
    ['a Uint8Array whose buffer was transferred', () => transferred(new Uint8Array(8))],
    ['a Float32Array beyond the end of its buffer', () => cut(new ArrayBuffer(8, { maxByteLength: 8 }))],
    ['an array of no bigints', () => new BigInt64Array(0)],
  ])('of which %s has none, however few are asked for', (_, make) => {
    const { matrix, zeros: zerosOf, gatherRows } = plainBackend()
    const data = make() as ArrayLike<number>
    const told = `is ${describeValue(data)} that gives no numbers; was its buffer transferred?`
    for (const cols of [0, 2]) {
      expect(() => matrix(1, cols, data)).toThrow(new ArgumentError(`matrix: data ${told}`))
    }
    expect(() => gatherRows(zerosOf(3, 2), data)).toThrow(new ArgumentError(`gatherRows: indices ${told}`))
  })

  test('in any engine, one that does not tell what was transferred too', () => {
    const { matrix } = plainBackend()
    const data = transferred(new Float32Array(2))
    Object.defineProperty(data.buffer, 'detached', { value: undefined })
    expect(() => matrix(1, 0, data)).toThrow(ArgumentError)
  })

  test('and float32 numbers are not gone through', () => {
    const data = new Float32Array(2)
    const seen: Float32Array[] = []
    const { storage, ...rest } = plainDefinition()
    const upload = (given: Float32Array) => {
      seen.push(given)
      return given
    }
    defineBackend({ ...rest, storage: { ...storage, upload } }).matrix(1, 2, data)
    expect(seen[0]).toBe(data)
  })
})

test.each<[string, ArrayLike<unknown>]>([
  ['indices[1] is the string "1"', [0, '1']],
  ['indices[0] is the bigint 0n', new BigInt64Array(1)],
  ['indices[0] is undefined', { length: 2 ** 40 }],
  ['indices[0] is null', [null]],
])('where %s, no row is gathered', (told, indices) => {
  const { gatherRows, zeros: zerosOf } = plainBackend()
  expect(() => gatherRows(zerosOf(3, 2), indices as ArrayLike<number>)).toThrow(
    new ShapeError(`gatherRows: ${told}; it must be a whole number from 0 to 2, a row of a.`),
  )
})

test('a matrix is a matrix, whatever backend it lives on and whether it lives', () => {
  const matrix = plainBackend().zeros(1, 1)
  matrix.dispose()
  expect(isMatrix(matrix)).toBe(true)
  expect(() => checkMatrix('X', matrix)).not.toThrow()
  expect(() => checkMatrix('X', { rows: 1, cols: 1 })).toThrow(
    new ArgumentError('X is an Object, not a matrix. Make one with backend.matrix(rows, cols, data).'),
  )
})

test('a list that says it is longer than any array is refused at its first hole', () => {
  const { zeros: zerosOf, gatherRows } = plainBackend()
  expect(() => gatherRows(zerosOf(3, 2), { length: 2 ** 50, 0: 0 })).toThrow(
    new ShapeError('gatherRows: indices[1] is undefined; it must be a whole number from 0 to 2, a row of a.'),
  )
})
