import { gives, type Operation } from '../operation.ts'
import { mixedValues } from '../values.ts'

export const addColumn: Operation = {
  op: 'addColumn',
  level: 'core',
  operands: ['a', 'b'],
  shapes: (r, _, c) => [
    [r, c],
    [r, 1],
  ],
  run: (device, [a, b]) => device.addColumn(a, b),
  closeness: 'rounded',
  values: mixedValues,
  facts: [
    gives(
      'adds the column to each column',
      (device) => device.addColumn(device.matrix(2, 3, [1, 2, 3, 4, 5, 6]), device.matrix(2, 1, [10, 20])),
      [11, 12, 13, 24, 25, 26],
    ),
  ],
}
