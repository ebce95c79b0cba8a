import { expect, test } from 'vitest'
import { recent } from './recent.ts'

test('a value is made once, and again where it was forgotten', () => {
  const values = recent<string>(2)
  const made: string[] = []
  const get = (name: string) =>
    values.get(name, () => {
      made.push(name)
      return name.toUpperCase()
    })
  expect(['a', 'b', 'a', 'c', 'a', 'b'].map(get)).toEqual(['A', 'B', 'A', 'C', 'A', 'B'])
  // When c comes, b has waited longest.
  expect(made).toEqual(['a', 'b', 'c', 'b'])
  values.clear()
  get('a')
  expect(made).toEqual(['a', 'b', 'c', 'b', 'a'])
})

test('what cannot be made is not kept', () => {
  const values = recent<number>(1)
  const fail = () => {
    throw new RangeError('no')
  }
  expect(() => values.get('a', fail)).toThrow(RangeError)
  expect(values.get('a', () => 1)).toBe(1)
})
