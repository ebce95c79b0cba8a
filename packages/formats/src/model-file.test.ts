import { ArgumentError, ShapeError } from '@bilayer/core'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeModel, encodeModel, encodeSafetensors, FormatError, type Model } from './index.ts'
import { changedFiles, FUZZED_FILES, wrongError } from './testing/fuzz.ts'

const matrix = (name: string, rows: number, cols: number) => ({
  name,
  rows,
  cols,
  values: Float32Array.from({ length: rows * cols }, (_, i) => i / 7 - 1),
})

const iris: Model = {
  parameters: [matrix('W1', 5, 4), matrix('b1', 5, 1), matrix('W2', 3, 5), matrix('b2', 3, 1)],
  activations: ['tanh', 'identity'],
  encoding: [
    { kind: 'number', name: 'petal', shift: 0.1, scale: 1 / 3, missing: null },
    { kind: 'category', name: '__proto__', categories: ['a', '"', '\u2028'], missing: 'a' },
  ],
  target: { kind: 'classes', name: 'species', labels: ['setosa', 'versicolor', 'virginica'] },
  notes: { seed: '1' },
}

/** The file of a model with other metadata. */
const withMetadata = (metadata: Record<string, string>): Uint8Array =>
  encodeSafetensors(iris.parameters, {
    bilayer: '1',
    activations: '["tanh","identity"]',
    notes: '{}',
    ...metadata,
  })

test('a model comes back bit for bit', () => {
  expect(decodeModel(encodeModel(iris))).toEqual(iris)
  const bare: Model = { parameters: iris.parameters, activations: iris.activations, notes: {} }
  expect(decodeModel(encodeModel(bare))).toEqual(bare)
})

test('the parameters come in order, in whatever order the file has them', () => {
  const { parameters, activations } = iris
  const many = [
    ...parameters,
    ...Array.from({ length: 10 }, (_, l) => [matrix(`W${l + 3}`, 3, 3), matrix(`b${l + 3}`, 3, 1)]),
  ].flat()
  const bytes = encodeSafetensors(many.toReversed(), {
    bilayer: '1',
    activations: JSON.stringify([activations[0], ...Array.from({ length: 11 }, () => 'relu')]),
    notes: '{}',
  })
  expect(decodeModel(bytes).parameters.map(({ name }) => name)).toEqual(many.map(({ name }) => name))
})

const numbers = fc.double({ noNaN: true, noDefaultInfinity: true })
const names = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', '"', '</script>'))
const categories = fc.oneof(
  fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 4 }),
  fc.uniqueArray(
    numbers.map((x) => x + 0),
    { minLength: 2, maxLength: 4 },
  ),
  fc.constant([false, true]),
)
const columns = fc.oneof(
  fc.record({
    kind: fc.constant('number' as const),
    name: names,
    shift: numbers,
    scale: fc.double({ min: 1e-300, max: 1e300, noNaN: true }),
    missing: fc.option(numbers),
  }),
  fc.record({ kind: fc.constant('category' as const), name: names, categories, missing: fc.constant(null) }),
)
const models = fc
  .record({
    encoding: fc.uniqueArray(columns, { selector: ({ name }) => name, minLength: 1, maxLength: 4 }),
    labels: categories,
    hidden: fc.integer({ min: 1, max: 3 }),
    notes: fc.dictionary(names, fc.string()),
  })
  .map(({ encoding, labels, hidden, notes }): Model => {
    const inputs = encoding.reduce(
      (sum, column) => sum + (column.kind === 'number' ? 1 : column.categories.length),
      0,
    )
    const outputs = labels.length > 2 ? labels.length : 1
    return {
      parameters: [
        matrix('W1', hidden, inputs),
        matrix('b1', hidden, 1),
        matrix('W2', outputs, hidden),
        matrix('b2', outputs, 1),
      ],
      activations: ['sigmoid', 'identity'],
      encoding,
      target: { kind: 'classes', name: 'y', labels },
      notes,
    }
  })

test('any model comes back, whatever its columns and classes are called', () => {
  const property = fc.property(models, (model) => {
    let bytes: Uint8Array
    try {
      bytes = encodeModel(model)
    } catch (error) {
      // Half of a surrogate pair, which the format cannot hold.
      expect(error).toBeInstanceOf(FormatError)
      return
    }
    // JSON has no −0.
    const text = (value: Model): string => JSON.stringify({ ...value, notes: Object.entries(value.notes) })
    expect(text(decodeModel(bytes))).toBe(text(model))
  })
  fc.assert(property, { numRuns: 500 })
})

test.each([
  [{ bilayer: '2' }, 'The model is of version 2 of the format, and version 1 is the newest'],
  [{ bilayer: 'x' }, 'The version of the model is "x"; it must be 1.'],
  [{ activations: '["tanh"]' }, 'model.activations has 1 names; there are 2 layers.'],
  [{ activations: '["tanh","gelu"]' }, 'model.activations[1] is the string "gelu"'],
  [{ activations: '[' }, 'The activations of the model is not JSON.'],
  [{ target: '{"kind":"quantity","kind":"classes"}' }, 'The target of the model has the key "kind" twice'],
  [
    { target: '{"kind":"quantity","name":"y","shift":0,"scale":1}' },
    'model.target takes 1 numbers; the last layer makes 3.',
  ],
  [
    { encoding: '[{"kind":"number","name":"x","shift":0,"scale":1,"missing":null}]' },
    'model.encoding makes 1 numbers; the first layer takes 4.',
  ],
  [
    { encoding: '[{"kind":"number","name":"x","shift":1e999,"scale":1,"missing":null}]' },
    'model.encoding[0].shift',
  ],
  [{ encoding: '[null]' }, 'model.encoding[0] is null'],
  [{ notes: '[]' }, 'model.notes'],
  [{ notes: '{"__proto__":1}' }, 'model.notes["__proto__"]'],
])('a file with the metadata %j is refused', (metadata, words) => {
  expect(() => decodeModel(withMetadata(metadata))).toThrow(FormatError)
  expect(() => decodeModel(withMetadata(metadata))).toThrow(words)
})

test('a foreign file, a damaged one and layers that do not fit are refused', () => {
  expect(() => decodeModel(encodeSafetensors(iris.parameters))).toThrow('no model of bilayer')
  const bytes = encodeModel(iris)
  expect(() => decodeModel(bytes.subarray(0, bytes.length - 1))).toThrow(FormatError)
  expect(() => decodeModel(bytes.subarray(0, 5))).toThrow(FormatError)
  expect(() => decodeModel(new TextEncoder().encode('sepal,petal\n1,2\n'))).toThrow(FormatError)
  const metadata = { bilayer: '1', activations: '["identity"]', notes: '{}' }
  const of = (...shapes: [string, number, number][]) =>
    encodeSafetensors(
      shapes.map((shape) => matrix(...shape)),
      metadata,
    )
  expect(() => decodeModel(of(['W1', 2, 2]))).toThrow('has 1 tensors')
  expect(() => decodeModel(of(['W1', 2, 2], ['b1', 3, 1]))).toThrow('behind a W of 2 rows it must be 2 × 1')
  expect(() => decodeModel(of(['W1', 2, 2], ['b1', 2, 2]))).toThrow('behind a W of 2 rows it must be 2 × 1')
  expect(() => decodeModel(of(['W2', 2, 2], ['b1', 2, 1]))).toThrow(FormatError)
  expect(() => decodeModel(of(['W1', 0, 2], ['b1', 0, 1]))).toThrow(FormatError)
  expect(() => decodeModel(of())).toThrow('has 0 tensors')
})

test('encodeModel refuses what is no model', () => {
  // @ts-expect-error -- a note is a string
  expect(() => encodeModel({ ...iris, notes: { seed: 1 } })).toThrow(ArgumentError)
  expect(() => encodeModel({ ...iris, activations: ['relu'] })).toThrow(ArgumentError)
  expect(() => encodeModel({ ...iris, parameters: iris.parameters.toReversed() })).toThrow(ShapeError)
})

test(
  'any change of a file gives a model or a FormatError',
  () => {
    const property = fc.property(changedFiles(encodeModel(iris)), (bytes) => {
      expect(wrongError(() => encodeModel(decodeModel(bytes)))).toBeUndefined()
    })
    fc.assert(property, { numRuns: FUZZED_FILES })
  },
  120_000 + FUZZED_FILES,
)
