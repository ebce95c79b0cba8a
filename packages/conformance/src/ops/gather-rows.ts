import { gives, elementwise, someRows, type Operation } from '../operation.ts'
import { mixedValues } from '../values.ts'

export const gatherRows: Operation = {
  op: 'gatherRows',
  level: 'extended',
  operands: ['a'],
  shapes: elementwise,
  run: (device, [a]) => device.gatherRows(a, someRows(a?.rows ?? 0)),
  closeness: 'bounded',
  values: mixedValues,
  facts: [
    gives(
      'takes rows in the order asked for, again where asked again',
      (device) => device.gatherRows(device.matrix(3, 2, [1, 2, 3, 4, 5, 6]), [2, 0, 2, 2]),
      [5, 6, 1, 2, 5, 6, 5, 6],
    ),
  ],
}
