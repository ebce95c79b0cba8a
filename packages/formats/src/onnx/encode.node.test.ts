import { FormatError } from '@bilayer/core'
import type { Category, Encoding } from '@bilayer/data'
import * as fc from 'fast-check'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { expect, test } from 'vitest'
import type { Model } from '../model.ts'
import { type Case, cases, type RawRow } from '../testing/models.ts'
import { predictions } from '../testing/reference.ts'
import { encodeOnnx } from './index.ts'
import { readModel } from './read-proto.ts'

type Outputs = InferenceSession.ReturnType

/** Runs a file on rows; columns of another type than the encoding says may be given. */
async function run({ model, rows }: Case, bytes = encodeOnnx(model)): Promise<Outputs> {
  const session = await InferenceSession.create(bytes, { logSeverityLevel: 3 })
  try {
    return await session.run(
      model.encoding === undefined
        ? { X: new Tensor('float32', (rows as number[][]).flat(), [rows.length, model.parameters[0].cols]) }
        : feedsOf(model.encoding, rows as RawRow[]),
    )
  } finally {
    await session.release()
  }
}

const feedsOf = (encoding: Encoding, rows: readonly RawRow[]): Record<string, Tensor> =>
  Object.fromEntries(
    encoding.map((column) => {
      const cells = rows.map((row) => row[column.name])
      return [
        column.name,
        columnTensor(column.kind === 'number' ? 'number' : typeof column.categories[0], cells),
      ]
    }),
  )

function columnTensor(type: string, cells: readonly (Category | null)[]): Tensor {
  const dims = [cells.length, 1]
  if (type === 'string')
    return new Tensor(
      'string',
      cells.map((cell) => String(cell ?? '')),
      dims,
    )
  if (type === 'boolean') return new Tensor('bool', cells.map(Boolean), dims)
  return new Tensor(
    'float32',
    cells.map((cell) => Number(cell ?? Number.NaN)),
    dims,
  )
}

const valuesOf = (outputs: Outputs, name: string): unknown[] =>
  Array.from(outputs[name].data as ArrayLike<unknown>)

/** A label of an output as its own type: whole numbers come as bigints, and truth values as 0 and 1. */
function labelOf(label: unknown, [first]: readonly Category[]): Category {
  if (typeof first === 'string') return String(label)
  return typeof first === 'boolean' ? Boolean(label) : Number(label)
}

/** As far as float32 goes, for a value that is a sum of terms of that size. */
function expectClose(actual: readonly unknown[], expected: readonly number[], size = 1): void {
  expect(actual).toHaveLength(expected.length)
  for (const [i, value] of expected.entries()) {
    expect(Math.abs(Number(actual[i]) - value)).toBeLessThanOrEqual(1e-5 * (size + Math.abs(value)))
  }
}

/** A text that is missing is empty, and a truth value is never missing: rows of which ONNX tells the same. */
const isTold = ({ model, rows }: Case): boolean =>
  (model.encoding ?? []).every(
    (column) =>
      column.kind === 'number' ||
      typeof column.categories[0] === 'number' ||
      (typeof column.categories[0] === 'string' && !column.categories.includes('')) ||
      (rows as RawRow[]).every((row) => row[column.name] !== null),
  )

/** What the file calls an output: columns have the first choice. */
function named(model: Model, name: string): string {
  const taken = model.encoding?.some((column) => column.name === name) ?? name === 'X'
  return taken ? named(model, `${name}_`) : name
}

test('ONNX Runtime predicts what the formulas do, for every activation, depth, encoding and target', async () => {
  const property = fc.asyncProperty(cases.filter(isTold), async (one) => {
    const { model } = one
    const expected = predictions(one)
    const outputs = await run(one)
    const { target } = model
    if (target === undefined) {
      expectClose(
        valuesOf(outputs, named(model, 'output')),
        expected.flatMap((row) => row.outputs),
      )
    } else if (target.kind === 'quantity') {
      const wanted = expected.map(({ prediction = Number.NaN }) => prediction)
      expectClose(valuesOf(outputs, named(model, 'prediction')), wanted, target.scale)
    } else {
      const wanted = expected.map(({ probabilities = [] }) => probabilities)
      expectClose(valuesOf(outputs, named(model, 'probabilities')), wanted.flat(), 0)
      for (const [row, label] of valuesOf(outputs, named(model, 'label')).entries()) {
        const place = target.labels.indexOf(labelOf(label, target.labels))
        expect(wanted[row][place]).toBeGreaterThan(Math.max(...wanted[row]) - 1e-5)
      }
    }
  })
  await fc.assert(property, { numRuns: 200 })
})

const parameters = (rows: number, cols: number): Model['parameters'] => [
  { name: 'W1', rows, cols, values: new Float32Array(rows * cols).fill(1) },
  { name: 'b1', rows, cols: 1, values: new Float32Array(rows) },
]

/** One layer of ones, and what else is given. */
const modelOf = (rows: number, cols: number, rest: Partial<Model>): Model => ({
  parameters: parameters(rows, cols),
  activations: ['identity'],
  notes: {},
  ...rest,
})

const colours: Encoding = [{ kind: 'category', name: 'colour', categories: ['red', 'blue'], missing: null }]

test('the type of each value that a checker cannot tell is told', () => {
  const { graph } = readModel(encodeOnnx(modelOf(1, 2, { encoding: colours })))
  const encoders = graph.nodes.filter(({ op }) => op === 'OneHotEncoder')
  expect(graph.valueInfos).toEqual(
    encoders.map(({ outputs }) => ({ name: outputs[0], type: 'float', dims: ['N', 1, 2] })),
  )
  expect(encoders).toHaveLength(1)
})

test('a category that was not learnt is refused by the runtime', async () => {
  const one = { model: modelOf(1, 2, { encoding: colours }), rows: [{ colour: 'green' }] }
  await expect(run(one)).rejects.toThrow('Unknown Category')
})

test.each(['', 'none'])('a text that is missing may be a category of its own: "%s"', async (missing) => {
  const encoding: Encoding = [{ kind: 'category', name: 'colour', categories: ['red', missing], missing }]
  const weights = { name: 'W1', rows: 2, cols: 2, values: Float32Array.of(1, 0, 0, 1) }
  const model = { ...modelOf(2, 2, { encoding }), parameters: [weights, parameters(2, 2)[1]] }
  const outputs = await run({ model, rows: [{ colour: null }, { colour: 'red' }] })
  expect(valuesOf(outputs, 'output')).toEqual([0, 1, 1, 0])
})

test('a missing number is NaN where nothing stands for it', async () => {
  const encoding: Encoding = [{ kind: 'number', name: 'width', shift: 1, scale: 2, missing: null }]
  const one = { model: modelOf(1, 1, { encoding }), rows: [{ width: null }, { width: 3 }] }
  expect(valuesOf(await run(one), 'output')).toEqual([Number.NaN, 1])
})

test('numbers far from 0 keep their digits when they are scaled', async () => {
  const encoding: Encoding = [
    { kind: 'number', name: 'time', shift: 16_777_215.4, scale: 0.1, missing: null },
  ]
  const one = { model: modelOf(1, 1, { encoding }), rows: [{ time: 16_777_215 }] }
  expect(valuesOf(await run(one), 'output')[0]).toBeCloseTo(-4, 5)
})

test('log odds of any size have probabilities that add up to 1', async () => {
  const target = { kind: 'classes', name: 'ill', labels: [false, true] } as const
  const outputs = await run({ model: modelOf(1, 1, { target }), rows: [[-200], [0], [200]] })
  expect(valuesOf(outputs, 'probabilities')).toEqual([1, 0, 0.5, 0.5, 0, 1])
  expect(valuesOf(outputs, 'label')).toEqual([0, 0, 1])
})

test.each([
  [['a', 'b', 'c'], 'string'],
  [[1, 2, 3], 'int64'],
  [[0.5, 2, 3], 'float64'],
  [[true, false], 'bool'],
] as const)('the labels %j come out as %s', async (labels, type) => {
  const target = { kind: 'classes', name: 'kind', labels } as const
  const outputs = await run({ model: modelOf(labels.length === 2 ? 1 : 3, 1, { target }), rows: [[1], [2]] })
  expect(outputs['label'].type).toBe(type)
  expect(outputs['label'].dims).toEqual([2])
  expect(outputs['probabilities'].dims).toEqual([2, labels.length])
})

test('a number that a column has for a name is not that of an output', async () => {
  const encoding: Encoding = [{ kind: 'number', name: 'output', shift: 0, scale: 1, missing: null }]
  const outputs = await run({ model: modelOf(1, 1, { encoding }), rows: [{ output: 7 }] })
  expect(Object.keys(outputs)).toEqual(['output_'])
})

test.each([
  [
    'categories of several types',
    modelOf(1, 2, { encoding: [{ kind: 'category', name: 'size', categories: ['1', 2], missing: null }] }),
    'The column size has categories of several types, such as "1", 2; in ONNX they must be strings, numbers or booleans alone.',
  ],
  [
    'labels of several types',
    modelOf(1, 1, { target: { kind: 'classes', name: 'size', labels: [true, 'false'] } }),
    'The target has categories of several types, such as true, "false"; in ONNX they must be strings, numbers or booleans alone.',
  ],
  [
    'categories that are one number in float32',
    modelOf(1, 2, {
      encoding: [{ kind: 'category', name: 'size', categories: [0.1, 0.1 + 1e-12], missing: null }],
    }),
    'The column size has the categories 0.1 and 0.10000000000100001, which are one float32 number; an ONNX input of numbers is float32.',
  ],
  [
    'a column without a name',
    modelOf(1, 1, { encoding: [{ kind: 'number', name: '', shift: 0, scale: 1, missing: null }] }),
    'A column has the name ""; in ONNX an input must have a name.',
  ],
  [
    'half of a surrogate pair',
    modelOf(1, 2, {
      encoding: [{ kind: 'category', name: 'a', categories: ['\uD83D', 'b'], missing: null }],
    }),
    'The metadata of bilayer has the text "\\ud83d", with half of a surrogate pair.',
  ],
])('ONNX cannot hold %s', (_, model, message) => {
  expect(() => encodeOnnx(model)).toThrow(new FormatError(message))
})
