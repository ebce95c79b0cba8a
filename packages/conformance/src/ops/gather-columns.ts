import { gives, elementwise, someColumns, type Operation } from '../operation.ts'
import { mixedValues } from '../values.ts'

export const gatherColumns: Operation = {
  op: 'gatherColumns',
  level: 'extended',
  operands: ['a'],
  shapes: elementwise,
  run: (device, [a]) => device.gatherColumns(a, someColumns(a?.cols ?? 0)),
  closeness: 'bounded',
  values: mixedValues,
  facts: [
    gives(
      'takes columns in the order asked for, again where asked again',
      (device) => device.gatherColumns(device.matrix(2, 3, [1, 2, 3, 4, 5, 6]), [2, 0, 2, 2]),
      [3, 1, 3, 3, 6, 4, 6, 6],
    ),
  ],
}
