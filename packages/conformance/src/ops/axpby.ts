import { gives, twoAlike, type Operation } from '../operation.ts'
import { mixedValues } from '../values.ts'

export const axpby: Operation = {
  op: 'axpby',
  level: 'core',
  operands: ['x', 'y'],
  shapes: twoAlike,
  run: (device, [x, y]) => device.axpby(-0.37, x, 0.81, y),
  closeness: 'bounded',
  values: mixedValues,
  facts: [
    gives(
      'scales each operand by its own factor and adds them',
      (device) => device.axpby(2, device.matrix(1, 3, [1, 2, 3]), -0.5, device.matrix(1, 3, [10, 20, 30])),
      [-3, -6, -9],
    ),
    gives(
      'by 0 leaves an operand out, but gives NaN where it is NaN or ±∞',
      (device) =>
        device.axpby(
          0,
          device.matrix(1, 4, [7, Number.NaN, Infinity, 1]),
          0,
          device.matrix(1, 4, [1, 2, 3, -Infinity]),
        ),
      [0, Number.NaN, Number.NaN, Number.NaN],
      { nonFinite: true },
    ),
  ],
}
