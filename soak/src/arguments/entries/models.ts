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

/** Whatever is an object whose members are strings: one without members too. */
export const strings: Legality = (value) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.values(value).every((member) => typeof member === 'string') ? 'either' : false
}

/** A name; whether it may be empty is left open. */
export const name: Legality = (value) => (value === '' ? 'either' : text(value))

/** `smallModel` as an argument, with its members. */
export const modelAt = (index: number): Parameter[] => [
  parameter([index], nothingElse, 'model'),
  parameter([index, 'parameters'], nothingElse),
  parameter([index, 'parameters', 0], nothingElse, 'parameters'),
  parameter([index, 'parameters', 0, 'name'], exactly('W1')),
  parameter([index, 'parameters', 0, 'rows'], exactly(1), 'rows', 'parameters'),
  parameter([index, 'parameters', 0, 'cols'], exactly(1), 'cols', 'parameters'),
  parameter([index, 'parameters', 0, 'values'], float32(1)),
  parameter([index, 'activations'], nothingElse),
  parameter(
    [index, 'activations', 0],
    exactly('identity', 'relu', 'leakyRelu', 'tanh', 'sigmoid'),
    'activations',
  ),
  parameter([index, 'encoding'], optional(nothingElse)),
  parameter([index, 'encoding', 0], nothingElse, 'encoding'),
  parameter([index, 'encoding', 0, 'kind'], exactly('number')),
  parameter([index, 'encoding', 0, 'name'], name),
  parameter([index, 'encoding', 0, 'shift'], finite),
  parameter([index, 'encoding', 0, 'scale'], positive),
  parameter([index, 'encoding', 0, 'missing'], (value) => value === null || finite(value)),
  parameter([index, 'target'], optional(nothingElse)),
  parameter([index, 'target', 'kind'], exactly('classes')),
  parameter([index, 'target', 'name'], text),
  parameter([index, 'target', 'labels'], twoLabels, 'labels', 'target'),
  parameter([index, 'notes'], strings),
  parameter([index, 'notes', 'seed'], text),
]
