import { gives, elementwise, type Operation } from '../operation.ts'
import { positiveValues } from '../values.ts'

export const sqrt: Operation = {
  op: 'sqrt',
  level: 'extended',
  operands: ['x'],
  shapes: elementwise,
  run: (device, [x]) => device.sqrt(x),
  closeness: 'rounded',
  values: positiveValues,
  facts: [
    gives(
      'is exact for squares, and NaN below 0',
      (device) => device.sqrt(device.matrix(1, 4, [0, 4, 2.25, -1])),
      [0, 2, 1.5, Number.NaN],
      { nonFinite: true },
    ),
  ],
}
