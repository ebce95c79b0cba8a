import { gives, type Operation } from '../operation.ts'
import { mixedValues, positiveValues } from '../values.ts'

export const adaptiveStep: Operation = {
  op: 'adaptiveStep',
  level: 'extended',
  operands: ['theta', 'm', 'v'],
  shapes: (r, _, c) => [
    [r, c],
    [r, c],
    [r, c],
  ],
  run: (device, [theta, m, v]) => device.adaptiveStep(theta, 0.3, m, v, 0.01),
  closeness: 'bounded',
  values: (length, seed, position) => (position === 2 ? positiveValues : mixedValues)(length, seed),
  facts: [
    gives(
      'steps against M, by η over the root of V',
      (device) =>
        device.adaptiveStep(
          device.matrix(1, 3, [1, 2, 3]),
          0.5,
          device.matrix(1, 3, [6, -4, 0]),
          device.matrix(1, 3, [9, 16, 1]),
          0,
        ),
      [0, 2.5, 3],
    ),
    gives(
      'adds ε to the root of V, not to V',
      (device) =>
        device.adaptiveStep(
          device.matrix(1, 2, [0, 1]),
          1,
          device.matrix(1, 2, [1, 1]),
          device.matrix(1, 2, [0, 4]),
          0.25,
        ),
      [-4, 1 - 1 / 2.25],
    ),
    gives(
      'gives ∞ where it divides by 0, NaN where it divides 0 by 0 and where V is below 0',
      (device) =>
        device.adaptiveStep(
          device.matrix(1, 3, [1, 1, 1]),
          1,
          device.matrix(1, 3, [-1, 0, 1]),
          device.matrix(1, 3, [0, 0, -1]),
          0,
        ),
      [Infinity, Number.NaN, Number.NaN],
      { nonFinite: true },
    ),
  ],
}
