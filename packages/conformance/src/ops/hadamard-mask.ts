import { gives, twoAlike, type Operation } from '../operation.ts'
import { mixedValues } from '../values.ts'

export const hadamardMask: Operation = {
  op: 'hadamardMask',
  level: 'core',
  operands: ['v', 'z'],
  shapes: twoAlike,
  run: (device, [v, z]) => device.hadamardMask(v, z),
  closeness: 'rounded',
  values: mixedValues,
  facts: [
    gives(
      'keeps V where Z is above 0, and is 0 elsewhere',
      (device) =>
        device.hadamardMask(device.matrix(1, 4, [5, 6, 7, 8]), device.matrix(1, 4, [-1, 0, 0.5, Number.NaN])),
      [0, 0, 7, 0],
      { nonFinite: true },
    ),
    gives(
      'gives NaN for an infinite V where the mask is 0, as the product does',
      (device) => device.hadamardMask(device.matrix(1, 2, [Infinity, 1]), device.matrix(1, 2, [-1, 1])),
      [Number.NaN, 1],
      { nonFinite: true },
    ),
  ],
}
