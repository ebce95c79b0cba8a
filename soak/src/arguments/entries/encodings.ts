import * as data from '@bilayer/data'
import { type Entry, parameter, type Parameter } from '../entry.ts'
import {
  anything,
  exactly,
  float32,
  type Legality,
  nothingElse,
  numbers,
  optional,
  positive,
  seed,
  text,
  whole,
} from '../legal.ts'
import { columns, isColumn, table } from './tables.ts'

/** What is learnt of `columns()`. */
const encoding = (): data.Encoding => [
  { kind: 'number', name: 'width', shift: 1, scale: 2, missing: null },
  { kind: 'category', name: 'kind', categories: ['a', 'b'], missing: null },
]

const classes = (): data.ClassTarget => ({ kind: 'classes', name: 'kind', labels: ['a', 'b'] })

const quantity = (): data.QuantityTarget => ({ kind: 'quantity', name: 'width', shift: 1, scale: 2 })

/** Two outputs, each of one number. */
const outputs = () => ({ values: Float32Array.of(1, 2), count: 2, size: 1 })

/** A table that comes in parts. */
async function* parts(): AsyncGenerator<data.Table> {
  yield data.createTable(columns())
}

const finite: Legality = (value) => Number.isFinite(value)

/** Categories, each once, of which there are so many at least. */
const distinct =
  (least: number): Legality =>
  (value) =>
    Array.isArray(value) &&
    value.length >= least &&
    new Set(value).size === value.length &&
    Array.from<unknown>(value).every(
      (item) => ['string', 'boolean'].includes(typeof item) || Number.isFinite(item),
    )

/** An encoding as an argument, with its members; what it names stands in a table where there is one. */
const encodingAt = (
  index: number,
  name: Legality = text,
  categories: Legality = distinct(1),
): Parameter[] => [
  parameter([index], nothingElse, 'encoding'),
  parameter([index, 0], nothingElse, 'encoding'),
  parameter([index, 0, 'kind'], exactly('number')),
  parameter([index, 0, 'name'], name, 'name', 'column'),
  parameter([index, 0, 'shift'], finite),
  parameter([index, 0, 'scale'], positive),
  parameter([index, 0, 'missing'], (value) => value === null || finite(value)),
  parameter([index, 1, 'kind'], exactly('category')),
  parameter([index, 1, 'categories'], categories, 'categories', 'column'),
  parameter([index, 1, 'categories', 0], (value) => categories([value, 'b']), 'categories', 'column'),
  parameter([index, 1, 'missing'], exactly(null)),
]

/** A target of classes as an argument, with its members. */
const classesAt = (index: number, name: Legality = text, labels: Legality = distinct(2)): Parameter[] => [
  parameter([index], nothingElse, 'target'),
  parameter([index, 'kind'], exactly('classes')),
  parameter([index, 'name'], name, 'name', 'column'),
  parameter([index, 'labels'], labels, 'labels', 'outputs', 'column'),
  parameter([index, 'labels', 0], (value) => labels([value, 'b']), 'labels', 'column'),
]

const ofTwo: Legality = (value) => distinct(2)(value) === true && (value as readonly unknown[]).length === 2

const outputsAt = (index: number): Parameter[] => [
  parameter([index], nothingElse, 'outputs'),
  parameter([index, 'values'], float32(2), 'outputs'),
  parameter([index, 'count'], exactly(2), 'outputs'),
  parameter([index, 'size'], exactly(1), 'outputs'),
]

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What columns hold: none of the values that are tried has a member by the name of a column. */
const kinds: Legality = (value) => isObject(value) && Object.keys(value).length === 0

const optionsAt = (index: number): Parameter[] => [
  parameter([index], optional(isObject), 'options'),
  parameter([index, 'scaling'], optional(exactly('standard', 'minMax', 'none'))),
  parameter([index, 'missing'], optional(exactly('refuse', 'impute'))),
  parameter([index, 'kinds'], optional(kinds), 'kinds'),
  parameter([index, 'kinds', 'kind'], exactly('category'), 'kinds'),
]

const options = () => ({ scaling: 'none', missing: 'impute', kinds: { kind: 'category' } }) as const

/** Functions of encodings, of targets and of what networks give for them. */
export const encodingEntries: readonly Entry[] = [
  {
    name: 'checkEncoding',
    call: () => ({ fn: data.checkEncoding, args: ['encoding', encoding()] }),
    parameters: encodingAt(1),
  },
  {
    name: 'encodedNames',
    call: () => ({ fn: data.encodedNames, args: [encoding()] }),
    parameters: encodingAt(0),
  },
  {
    name: 'encodedSize',
    call: () => ({ fn: data.encodedSize, args: [encoding()] }),
    parameters: encodingAt(0),
  },
  {
    name: 'encodedBatches',
    call: () => ({
      fn: data.encodedBatches,
      args: [parts(), encoding(), classes(), { batchSize: 2, seed: 1 }],
    }),
    parameters: [
      parameter([0], nothingElse, 'parts'),
      ...encodingAt(1),
      ...classesAt(2),
      parameter([3], nothingElse, 'options', 'batchSize'),
      parameter([3, 'batchSize'], whole(1)),
      parameter([3, 'seed'], optional(seed)),
    ],
  },
  {
    name: 'isMissing',
    call: () => ({ fn: data.isMissing, args: [null] }),
    parameters: [parameter([0], anything, 'cell')],
  },
  {
    name: 'encode',
    call: () => ({ fn: data.encode, args: [encoding(), data.createTable(columns())] }),
    parameters: [...encodingAt(0, exactly('width'), nothingElse), ...table(1, numbers(2, finite))],
  },
  {
    name: 'learnEncoding',
    call: () => ({ fn: data.learnEncoding, args: [data.createTable(columns()), options()] }),
    parameters: [...table(0), ...optionsAt(1)],
  },
  {
    name: 'EncodingLearner',
    call: () => ({ fn: (given: data.EncodingOptions) => new data.EncodingLearner(given), args: [options()] }),
    parameters: optionsAt(0),
  },
  {
    name: 'checkTarget',
    call: () => ({ fn: data.checkTarget, args: ['target', classes()] }),
    parameters: classesAt(1),
  },
  {
    name: 'outputsOf',
    call: () => ({ fn: data.outputsOf, args: [quantity()] }),
    parameters: [
      parameter([0], nothingElse, 'target'),
      parameter([0, 'kind'], exactly('quantity')),
      parameter([0, 'name'], text),
      parameter([0, 'shift'], finite),
      parameter([0, 'scale'], positive),
    ],
  },
  {
    name: 'recogniseTask',
    call: () => ({ fn: data.recogniseTask, args: [[1, 2]] }),
    parameters: [parameter([0], isColumn, 'values')],
  },
  {
    name: 'learnTarget',
    call: () => ({ fn: data.learnTarget, args: [data.createTable(columns()), 'kind', 'classification'] }),
    parameters: [
      ...table(0),
      parameter([1], exactly('kind', 'width'), 'column'),
      parameter([2], optional(exactly('classification', 'regression')), 'task'),
    ],
  },
  {
    name: 'encodeTarget',
    call: () => ({ fn: data.encodeTarget, args: [classes(), data.createTable(columns())] }),
    parameters: [...classesAt(0, exactly('kind'), nothingElse), ...table(1)],
  },
  {
    name: 'decodeTarget',
    call: () => ({ fn: data.decodeTarget, args: [classes(), outputs()] }),
    parameters: [...classesAt(0, text, ofTwo), ...outputsAt(1)],
  },
  {
    name: 'decodeProbabilities',
    call: () => ({ fn: data.decodeProbabilities, args: [classes(), outputs()] }),
    parameters: [...classesAt(0, text, ofTwo), ...outputsAt(1)],
  },
  {
    name: 'likeliestClasses',
    call: () => ({ fn: data.likeliestClasses, args: [outputs()] }),
    parameters: outputsAt(0),
  },
  {
    name: 'classProbabilities',
    call: () => ({ fn: data.classProbabilities, args: [outputs()] }),
    parameters: outputsAt(0),
  },
]
