import { safetensors } from '@jax-js/loaders'
import { expect, test } from 'vitest'
import { encodeModel } from './index.ts'

test('a reader that is not ours reads the parameters and the metadata of a model file', () => {
  const W1 = { name: 'W1', rows: 1, cols: 3, values: Float32Array.of(1, -2, 1e-40) }
  const b1 = { name: 'b1', rows: 1, cols: 1, values: Float32Array.of(-0) }
  const target = { kind: 'quantity', name: 'price, €', shift: 1, scale: 2 } as const
  const bytes = encodeModel({ parameters: [W1, b1], activations: ['tanh'], target, notes: {} })
  const { tensors, metadata } = safetensors.parse(Uint8Array.from(bytes))
  for (const { name, rows, cols, values } of [W1, b1]) {
    expect(tensors[name]).toMatchObject({ dtype: 'F32', shape: [rows, cols] })
    expect([...(tensors[name].data as Float32Array)]).toEqual([...values])
  }
  expect(JSON.parse(metadata?.['target'] ?? '')).toEqual(target)
})
