import { ArgumentError, ShapeError } from '@bilayer/core'
import { expect, test } from 'vitest'
import { checkModel } from './check-model.ts'

const tensor = (name: string, rows: number, cols: number) => ({
  name,
  rows,
  cols,
  values: new Float32Array(rows * cols),
})

const right = {
  parameters: [tensor('W1', 2, 3), tensor('b1', 2, 1), tensor('W2', 1, 2), tensor('b2', 1, 1)],
  activations: ['relu', 'identity'],
  target: { kind: 'classes', name: 'kind', labels: ['a', 'b'] },
  notes: { seed: '1' },
}

test('a model is taken with and without what it was trained on', () => {
  const { target: _, ...bare } = right
  for (const model of [right, bare]) expect(() => checkModel('model', model)).not.toThrow()
})

test.each([
  [
    null,
    'model is null; it must be an object, such as { parameters: [W1, b1], activations: ["identity"], notes: {} }.',
  ],
  [
    { ...right, parameters: [] },
    'model.parameters has 0 tensors; it must have a W and a b for each layer, of which there is one at least.',
  ],
  [
    { ...right, parameters: right.parameters.slice(1) },
    'model.parameters has 3 tensors; it must have a W and a b for each layer, of which there is one at least.',
  ],
  [
    { ...right, parameters: [{ ...tensor('W', 1, 1), rows: 0 }, tensor('b', 1, 1)] },
    'model.parameters[0].rows is 0; it must be a whole number, 1 or more.',
  ],
  [
    { ...right, parameters: [{ ...tensor('W', 1, 1), values: [0] }, tensor('b', 1, 1)] },
    'model.parameters[0].values is an array of 1; it must be a Float32Array.',
  ],
  [{ ...right, activations: ['relu'] }, 'model.activations has 1 names; there are 2 layers.'],
  [
    { ...right, activations: ['relu', 'softmax'] },
    'model.activations[1] is the string "softmax"; it must be one of: identity, relu, leakyRelu, tanh, sigmoid.',
  ],
  [{ ...right, notes: { seed: 1 } }, 'model.notes["seed"] is 1; it must be a string, such as "1".'],
])('%j is no model', (model, message) => {
  expect(() => checkModel('model', model)).toThrow(new ArgumentError(message))
})

test.each([
  [
    { ...right, parameters: [{ ...tensor('W', 1, 1), cols: 2 }, tensor('b', 1, 1)], activations: ['relu'] },
    'model.parameters[0].values has 1 numbers; 1 rows and 2 cols take 2.',
  ],
  [
    { ...right, parameters: [tensor('W', 2, 1), tensor('b', 1, 1)], activations: ['relu'] },
    'model.parameters[1] is 1 × 1; behind a W of 2 rows it must be 2 × 1.',
  ],
  [
    { ...right, parameters: [...right.parameters.slice(0, 2), tensor('W2', 1, 3), tensor('b2', 1, 1)] },
    'model.parameters[2] has 3 cols; the layer before it makes 2 numbers.',
  ],
  [
    { ...right, encoding: [{ kind: 'number', name: 'width', shift: 0, scale: 1, missing: null }] },
    'model.encoding makes 1 numbers; the first layer takes 3.',
  ],
  [
    { ...right, target: { kind: 'classes', name: 'kind', labels: ['a', 'b', 'c'] } },
    'model.target takes 3 numbers; the last layer makes 1.',
  ],
])('%j has layers that do not fit', (model, message) => {
  expect(() => checkModel('model', model)).toThrow(new ShapeError(message))
})
