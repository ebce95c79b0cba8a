import { gives, elementwise, type Operation } from '../operation.ts'
import { moderateValues } from '../values.ts'

export const sigmoid: Operation = {
  op: 'sigmoid',
  level: 'extended',
  operands: ['z'],
  shapes: elementwise,
  run: (device, [z]) => device.sigmoid(z),
  closeness: 'bounded',
  values: moderateValues,
  facts: [
    gives(
      'flattens at 0 and 1 without overflow, and is ½ at 0',
      (device) => device.sigmoid(device.matrix(1, 5, [-Infinity, -1000, 0, 1000, Infinity])),
      [0, 0, 0.5, 1, 1],
      { nonFinite: true },
    ),
  ],
}
