import { gives, elementwise, type Operation } from '../operation.ts'
import { mixedValues } from '../values.ts'

export const mask: Operation = {
  op: 'mask',
  level: 'core',
  operands: ['z'],
  shapes: elementwise,
  run: (device, [z]) => device.mask(z),
  closeness: 'bounded',
  values: mixedValues,
  facts: [
    gives(
      'is 1 above 0 alone: not at 0, not for NaN',
      (device) => device.mask(device.matrix(1, 6, [-2, -0, 0, 2 ** -100, Infinity, Number.NaN])),
      [0, 0, 0, 1, 1, 0],
      { nonFinite: true },
    ),
  ],
}
