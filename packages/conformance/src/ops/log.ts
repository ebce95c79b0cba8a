import { gives, elementwise, type Operation } from '../operation.ts'
import { positiveValues } from '../values.ts'

export const log: Operation = {
  op: 'log',
  level: 'extended',
  operands: ['x'],
  shapes: elementwise,
  run: (device, [x]) => device.log(x),
  closeness: 'bounded',
  values: positiveValues,
  facts: [
    gives(
      'is 0 at 1, −∞ at 0, ∞ at ∞ and NaN below 0',
      (device) => device.log(device.matrix(1, 4, [1, 0, Infinity, -1])),
      [0, -Infinity, Infinity, Number.NaN],
      { nonFinite: true },
    ),
  ],
}
