import { gives, elementwise, type Operation } from '../operation.ts'
import { moderateValues } from '../values.ts'

export const tanh: Operation = {
  op: 'tanh',
  level: 'extended',
  operands: ['z'],
  shapes: elementwise,
  run: (device, [z]) => device.tanh(z),
  closeness: 'bounded',
  values: moderateValues,
  facts: [
    gives(
      'flattens at −1 and 1, and is 0 at 0',
      (device) => device.tanh(device.matrix(1, 5, [-Infinity, -50, 0, 50, Infinity])),
      [-1, -1, 0, 1, 1],
      { nonFinite: true },
    ),
  ],
}
