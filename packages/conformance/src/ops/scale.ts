import { expect } from '../case.ts'
import { gives, elementwise, type Operation } from '../operation.ts'
import { mixedValues } from '../values.ts'

export const scale: Operation = {
  op: 'scale',
  level: 'core',
  operands: ['x'],
  shapes: elementwise,
  run: (device, [x]) => device.scale(0.7, x),
  closeness: 'rounded',
  values: mixedValues,
  facts: [
    gives(
      'multiplies by a factor that is no whole number',
      (device) => device.scale(-0.75, device.matrix(1, 3, [4, -8, 1])),
      [-3, 6, -0.75],
    ),
    gives(
      'by 0 gives 0, but NaN for NaN and ±∞',
      (device) => device.scale(0, device.matrix(1, 4, [5, -5, Number.NaN, Infinity])),
      [0, 0, Number.NaN, Number.NaN],
      { nonFinite: true },
    ),
    gives(
      'takes a factor of ±∞',
      (device) => device.scale(-Infinity, device.matrix(1, 3, [2, -2, 0])),
      [-Infinity, Infinity, Number.NaN],
      { nonFinite: true },
    ),
    {
      title: 'by 1 gives a matrix of its own',
      run: async ({ create }) => {
        const backend = await create()
        const x = backend.matrix(1, 2, [3, 4])
        const copy = backend.scale(1, x)
        x.dispose()
        copy.dispose()
        await backend.sync()
        const { bytes } = backend.memory()
        expect(bytes === 0, `memory() tells ${bytes} bytes after both are disposed`)
      },
    },
  ],
}
