import type { Model } from '@bilayer/formats/onnx'
import { parameter, type Parameter } from '../entry.ts'
import { exactly, float32, type Legality, nothingElse, optional, positive, text } from '../legal.ts'

/** A model of one column and two classes. */
export const smallModel = (): Model => ({
  parameters: [
    { name: 'W1', rows: 1, cols: 1, values: Float32Array.of(1) },
    { name: 'b1', rows: 1, cols: 1, values: Float32Array.of(0) },
  ],
  activations: ['identity'],
  encoding: [{ kind: 'number', name: 'width', shift: 0, scale: 1, missing: null }],
  target: { kind: 'classes', name: 'kind', labels: ['a', 'b'] },
  notes: { seed: '1' },
})

const finite: Legality = (value) => Number.isFinite(value)

/** Two labels; whether they may be of two types is left open. */
const twoLabels: Legality = (value) => {
  if (!Array.isArray(value) || value.length !== 2 || value[0] === value[1]) return false
  const [first, second] = value.map((label) => typeof label)
  if (![first, second].every((type) => ['string', 'number', 'boolean'].includes(type))) return false
  if (value.some((label) => typeof label === 'number' && !Number.isFinite(label))) return false
  return first === second || 'either'
}

import type { Model } from '@bilayer/formats'
import { parameter, type Parameter } from '../entry.ts'
import { exactly, float32, type Legality, nothingElse, text } from '../legal.ts'

/** One layer, from a row of a number and of a category to one of two classes. */
export const model = (): Model => ({
  parameters: [
    { name: 'W1', rows: 1, cols: 3, values: Float32Array.of(1, 2, 3) },
    { name: 'b1', rows: 1, cols: 1, values: Float32Array.of(4) },
  ],
  activations: ['identity'],
  encoding: [
    { kind: 'number', name: 'width', shift: 1, scale: 2, missing: null },
    { kind: 'category', name: 'kind', categories: ['a', 'b'], missing: null },
  ],
  target: { kind: 'classes', name: 'species', labels: ['setosa', 'virginica'] },
  notes: { seed: '1' },
})

/** Whatever is an object whose members are strings: one without members too. */
export const strings: Legality = (value) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.values(value).every((member) => typeof member === 'string') ? 'either' : false
}

/** A name; whether it may be empty is left open. */
export const name: Legality = (value) => (value === '' ? 'either' : text(value))

/** `smallModel` as the first argument, with its members. */
export const modelParameters: readonly Parameter[] = [
  parameter([0], nothingElse, 'model'),
  parameter([0, 'parameters'], nothingElse),
  parameter([0, 'parameters', 0], nothingElse, 'parameters'),
  parameter([0, 'parameters', 0, 'name'], name),
  parameter([0, 'parameters', 0, 'rows'], exactly(1), 'rows', 'parameters'),
  parameter([0, 'parameters', 0, 'cols'], exactly(1), 'cols', 'parameters'),
  parameter([0, 'parameters', 0, 'values'], float32(1)),
  parameter([0, 'activations'], nothingElse),
  parameter(
    [0, 'activations', 0],
    exactly('identity', 'relu', 'leakyRelu', 'tanh', 'sigmoid'),
    'activations',
  ),
  parameter([0, 'encoding'], optional(nothingElse)),
  parameter([0, 'encoding', 0], nothingElse, 'encoding'),
  parameter([0, 'encoding', 0, 'kind'], exactly('number')),
  parameter([0, 'encoding', 0, 'name'], name),
  parameter([0, 'encoding', 0, 'shift'], finite),
  parameter([0, 'encoding', 0, 'scale'], positive),
  parameter([0, 'encoding', 0, 'missing'], (value) => value === null || finite(value)),
  parameter([0, 'target'], optional(nothingElse)),
  parameter([0, 'target', 'kind'], exactly('classes')),
  parameter([0, 'target', 'name'], text),
  parameter([0, 'target', 'labels'], twoLabels, 'labels', 'target'),
  parameter([0, 'notes'], strings),
  parameter([0, 'notes', 'seed'], text),
/** A model as an argument, with its members. */
export const modelAt = (index: number): Parameter[] => [
  parameter([index], nothingElse, 'model'),
  parameter([index, 'parameters'], nothingElse),
  parameter([index, 'parameters', 0], nothingElse, 'parameters'),
  parameter([index, 'parameters', 0, 'name'], exactly('W1')),
  parameter([index, 'parameters', 0, 'rows'], exactly(1)),
  parameter([index, 'parameters', 0, 'cols'], exactly(3)),
  parameter([index, 'parameters', 0, 'values'], float32(3)),
  parameter([index, 'activations'], nothingElse),
  parameter([index, 'activations', 0], exactly('identity', 'tanh'), 'activations'),
  parameter([index, 'encoding'], exactly(undefined)),
  parameter([index, 'target'], exactly(undefined)),
  parameter([index, 'notes'], strings),
  parameter([index, 'notes', 'seed'], text, 'notes'),
]
