import { gives, elementwise, type Operation } from '../operation.ts'
import { moderateValues } from '../values.ts'

export const softmax: Operation = {
  op: 'softmax',
  level: 'extended',
  operands: ['z'],
  shapes: elementwise,
  run: (device, [z]) => device.softmax(z),
  closeness: 'bounded',
  values: moderateValues,
  facts: [
    gives(
      'shares 1 out down each column, without overflow',
      (device) => device.softmax(device.matrix(2, 3, [1000, -1000, 3, 1000, -1000, 3])),
      [0.5, 0.5, 0.5, 0.5, 0.5, 0.5],
    ),
    gives(
      'gives all to a value that towers over the others',
      (device) => device.softmax(device.matrix(3, 1, [-500, 500, 0])),
      [0, 1, 0],
    ),
  ],
}
