import { gives, twoAlike, type Operation } from '../operation.ts'
import { positiveValues } from '../values.ts'

export const divide: Operation = {
  op: 'divide',
  level: 'extended',
  operands: ['a', 'b'],
  shapes: twoAlike,
  run: (device, [a, b]) => device.divide(a, b),
  closeness: 'rounded',
  values: positiveValues,
  facts: [
    gives(
      'divides element by element, by 0 too',
      (device) => device.divide(device.matrix(1, 4, [1, -1, 0, 6]), device.matrix(1, 4, [0, 0, 0, 4])),
      [Infinity, -Infinity, Number.NaN, 1.5],
      { nonFinite: true },
    ),
  ],
}
