import { gives, twoAlike, type Operation } from '../operation.ts'
import { mixedValues } from '../values.ts'

export const hadamard: Operation = {
  op: 'hadamard',
  level: 'core',
  operands: ['a', 'b'],
  shapes: twoAlike,
  run: (device, [a, b]) => device.hadamard(a, b),
  closeness: 'rounded',
  values: mixedValues,
  facts: [
    gives(
      'multiplies element by element',
      (device) => device.hadamard(device.matrix(2, 2, [1, 2, 3, 4]), device.matrix(2, 2, [5, 6, 7, 8])),
      [5, 12, 21, 32],
    ),
  ],
}
