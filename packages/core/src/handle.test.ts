import { expect, test } from 'vitest'
import { ArgumentError, DisposedError } from './errors.ts'
import { type Matrix, shapeOf } from './matrix.ts'
import { operandOf } from './operands.ts'
import { plainBackend } from './testing/plain-backend.ts'

test('T swaps rows and columns, and is undone by itself', async () => {
  const backend = plainBackend()
  const m = backend.matrix(2, 3, [1, 2, 3, 4, 5, 6])
  expect(m.T).toMatchObject({ rows: 3, cols: 2, backend })
  expect(m.T).toBe(m.T)
  expect(m.T.T).toBe(m)
  expect([...(await m.T.read())]).toEqual([1, 4, 2, 5, 3, 6])
  expect([...(await m.T.T.read())]).toEqual([1, 2, 3, 4, 5, 6])
})

test('read gives a copy', async () => {
  const m = plainBackend().matrix(1, 2, [1, 2])
  const values = await m.read()
  values.fill(9)
  expect([...(await m.read())]).toEqual([1, 2])
})

test('read puts the values into an array that has room for them, and says what would have', async () => {
  const backend = plainBackend()
  const m = backend.matrix(2, 3, [1, 2, 3, 4, 5, 6])
  const into = new Float32Array(6)
  expect(await m.read(into)).toBe(into)
  expect([...into]).toEqual([1, 2, 3, 4, 5, 6])
  expect(await m.T.read(into)).toBe(into)
  expect([...into]).toEqual([1, 4, 2, 5, 3, 6])
  await expect(m.read(new Float32Array(5))).rejects.toThrow(
    new ArgumentError(
      'read: into is a Float32Array of 5; it must be a Float32Array of 6 numbers, for 2 × 3.',
    ),
  )
  // @ts-expect-error as from JavaScript
  await expect(m.read([0, 0, 0, 0, 0, 0])).rejects.toThrow('read: into is ')
})

test('an empty matrix reads as nothing, through its view too', async () => {
  const m = plainBackend().zeros(0, 3)
  expect([await m.read(), await m.T.read()]).toEqual([new Float32Array(), new Float32Array()])
})

test('a matrix and its view are disposed together', async () => {
  const m = plainBackend().zeros(2, 3)
  m.T.dispose()
  expect([m.disposed, m.T.disposed]).toEqual([true, true])
  await expect(m.T.read()).rejects.toThrow(DisposedError)
  await expect(m.read()).rejects.toThrow('read: the matrix (2 × 3) was disposed.')
})

test('using frees a matrix at the end of its block', () => {
  const backend = plainBackend()
  {
    using m = backend.zeros(2, 2)
    expect(m.disposed).toBe(false)
  }
  expect(backend.memory()).toEqual({ matrices: 0, bytes: 0 })
})

test('operandOf gives the storage behind a handle', () => {
  const m = plainBackend().matrix(2, 3, [1, 2, 3, 4, 5, 6])
  expect(operandOf<Float32Array>(m.T)).toMatchObject({ rows: 3, cols: 2, transposed: true })
  expect([...operandOf<Float32Array>(m).storage]).toEqual([1, 2, 3, 4, 5, 6])
  m.dispose()
  expect(() => operandOf(m)).toThrow(DisposedError)
  expect(() => operandOf(m)).toThrow('operandOf: the matrix (2 × 3) was disposed.')
  expect(() => operandOf({} as Matrix)).toThrow(
    new ArgumentError(
      'operandOf: the argument is an Object, not a matrix. Make one with backend.matrix(rows, cols, data).',
    ),
  )
})

test('a handle that is kept after its matrix was disposed keeps no storage', () => {
  const m = plainBackend().zeros(2, 3)
  const operand = operandOf<Float32Array>(m.T)
  expect(operand.storage).toHaveLength(6)
  m.dispose()
  expect(() => operand.storage).toThrow(DisposedError)
  expect((operand as unknown as { allocation: object }).allocation).toMatchObject({ storage: undefined })
})

test('a handle says what it is', () => {
  const m = plainBackend().zeros(2, 3)
  expect(String(m.T)).toBe('Matrix 3 × 2 on plain')
  m.dispose()
  expect(String(m)).toBe('Matrix 2 × 3 on plain, disposed')
})

test('shapeOf takes what has rows and columns', () => {
  expect(shapeOf({ rows: 3, cols: 4 })).toBe('3 × 4')
  for (const wrong of [null, undefined, 7, {}, { rows: '3', cols: 4 }, { rows: 3, cols: Symbol('4') }]) {
    expect(() => shapeOf(wrong as never)).toThrow(ArgumentError)
  }
})
