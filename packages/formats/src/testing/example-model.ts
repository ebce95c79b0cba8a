import type { Model } from '../model.ts'

const tensor = (name: string, rows: number, cols: number) => ({
  name,
  rows,
  cols,
  values: Float32Array.from({ length: rows * cols }, (_, i) => i - 1),
})

/** A model with something of everything. */
export const exampleModel: Model = {
  parameters: [tensor('W1', 3, 3), tensor('b1', 3, 1), tensor('W2', 3, 3), tensor('b2', 3, 1)],
  activations: ['leakyRelu', 'identity'],
  encoding: [
    { kind: 'number', name: 'width', shift: 1, scale: 2, missing: 3 },
    { kind: 'category', name: 'colour', categories: ['red', 'blue'], missing: null },
  ],
  target: { kind: 'classes', name: 'kind', labels: ['a', 'b', 'c'] },
  notes: { seed: '1' },
}
