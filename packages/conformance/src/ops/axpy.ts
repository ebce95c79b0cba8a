import { gives, twoAlike, type Operation } from '../operation.ts'
import { mixedValues } from '../values.ts'

export const axpy: Operation = {
  op: 'axpy',
  level: 'core',
  operands: ['x', 'y'],
  shapes: twoAlike,
  run: (device, [x, y]) => device.axpy(-0.37, x, y),
  closeness: 'bounded',
  values: mixedValues,
  facts: [
    gives(
      'scales its first operand and adds its second',
      (device) => device.axpy(2, device.matrix(1, 3, [1, 2, 3]), device.matrix(1, 3, [10, 20, 30])),
      [12, 24, 36],
    ),
    gives(
      'takes a factor that is no whole number',
      (device) => device.axpy(-0.5, device.matrix(1, 2, [1, 3]), device.matrix(1, 2, [1, 1])),
      [0.5, -0.5],
    ),
    gives(
      'by 0 gives y, but NaN where x is NaN or ±∞',
      (device) =>
        device.axpy(0, device.matrix(1, 3, [7, Number.NaN, Infinity]), device.matrix(1, 3, [1, 2, 3])),
      [1, Number.NaN, Number.NaN],
      { nonFinite: true },
    ),
  ],
}
