import { gives, elementwise, type Operation } from '../operation.ts'
import { mixedValues } from '../values.ts'

export const colsum: Operation = {
  op: 'colsum',
  level: 'core',
  operands: ['a'],
  shapes: elementwise,
  run: (device, [a]) => device.colsum(a),
  closeness: 'bounded',
  sumShapes: (terms) => [[3, terms]],
  values: mixedValues,
  facts: [
    gives(
      'adds up the columns: one number for each row',
      (device) => device.colsum(device.matrix(2, 3, [1, 2, 3, 4, 5, 6])),
      [6, 15],
    ),
  ],
}
