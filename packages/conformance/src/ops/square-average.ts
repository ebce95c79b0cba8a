import { gives, twoAlike, type Operation } from '../operation.ts'
import { mixedValues } from '../values.ts'

export const squareAverage: Operation = {
  op: 'squareAverage',
  level: 'core',
  operands: ['v', 'g'],
  shapes: twoAlike,
  run: (device, [v, g]) => device.squareAverage(0.9, v, g),
  closeness: 'bounded',
  values: mixedValues,
  facts: [
    gives(
      'is the average of V and the squares of G, weighted with β and 1 − β',
      (device) => device.squareAverage(0.75, device.matrix(1, 3, [4, 8, 0]), device.matrix(1, 3, [-2, 6, 4])),
      [4, 15, 4],
    ),
    gives(
      'takes 1 − β from the β given, not from the rounded one',
      (device) => device.squareAverage(0.999, device.matrix(1, 1, [0]), device.matrix(1, 1, [1])),
      [Math.fround(0.001)],
    ),
    gives(
      'takes a G whose square alone would overflow',
      (device) =>
        device.squareAverage(1 - 2 ** -20, device.matrix(1, 2, [0, 0]), device.matrix(1, 2, [2 ** 70, -1])),
      [2 ** 120, 2 ** -20],
    ),
  ],
}
