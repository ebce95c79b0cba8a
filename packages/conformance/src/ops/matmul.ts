import { gives, type Operation } from '../operation.ts'
import { mixedValues } from '../values.ts'

export const matmul: Operation = {
  op: 'matmul',
  level: 'core',
  operands: ['a', 'b'],
  shapes: (r, k, c) => [
    [r, k],
    [k, c],
  ],
  run: (device, [a, b]) => device.matmul(a, b),
  closeness: 'bounded',
  sumShapes: (terms) => [
    [3, terms],
    [terms, 2],
  ],
  values: mixedValues,
  facts: [
    gives(
      'is the sum of products, row by column',
      (device) =>
        device.matmul(device.matrix(2, 3, [1, 2, 3, 4, 5, 6]), device.matrix(3, 2, [7, 8, 9, 10, 11, 12])),
      [58, 64, 139, 154],
    ),
  ],
}
