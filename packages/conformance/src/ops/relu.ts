import { gives, elementwise, type Operation } from '../operation.ts'
import { mixedValues } from '../values.ts'

export const relu: Operation = {
  op: 'relu',
  level: 'core',
  operands: ['z'],
  shapes: elementwise,
  run: (device, [z]) => device.relu(z),
  closeness: 'bounded',
  values: mixedValues,
  facts: [
    gives(
      'cuts off below 0 and keeps NaN',
      (device) => device.relu(device.matrix(1, 5, [-2, -0, 0, 3, Number.NaN])),
      [0, 0, 0, 3, Number.NaN],
      { nonFinite: true },
    ),
  ],
}
