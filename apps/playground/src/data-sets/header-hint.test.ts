import { expect, test } from 'vitest'
import { headerHint } from './header-hint.ts'

test.each([
  [['5.1', '3.5', '1.4', '0.2', 'setosa'], '5.1, 3.5, 1.4, 0.2, setosa.'],
  [['1', '-2e3'], '1, -2e3.'],
  [['1', '2', '3', '4', '5', '6'], '1, 2, 3, 4, 5, ….'],
])('columns named %j look like a row', (columns, names) => {
  expect(headerHint('iris.csv', columns)).toContain(`names of its columns: ${names} If it is a row`)
})

test.each([[['width', 'height', 'price']], [['country', '2024', 'rate', '']], [['country', '2024']]])(
  'columns named %j are names',
  (columns) => {
    expect(headerHint('mine.csv', columns)).toBeUndefined()
  },
)
