import { affineShapes, affineSum, gives, type Operation } from '../operation.ts'
import { mixedValues } from '../values.ts'

export const affineRelu: Operation = {
  op: 'affineRelu',
  level: 'core',
  operands: ['W', 'X', 'b'],
  shapes: affineShapes,
  run: (device, [W, X, b]) => device.affineRelu(W, X, b),
  closeness: 'bounded',
  sumShapes: affineSum,
  values: mixedValues,
  facts: [
    gives(
      'is W·X with b added to each column, cut off below 0',
      (device) =>
        device.affineRelu(
          device.matrix(1, 2, [2, 3]),
          device.matrix(2, 2, [1, 2, 3, 4]),
          device.matrix(1, 1, [-12]),
        ),
      [0, 4],
    ),
  ],
}
