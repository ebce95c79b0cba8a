import * as data from '@bilayer/data'
import { type Entry, parameter, type Parameter } from '../entry.ts'
import {
  anything,
  exactly,
  float32,
  type Legality,
  nothingElse,
  notNegative,
  numbers,
  optional,
  positive,
  seed,
  share,
  whole,
} from '../legal.ts'
import { encodingEntries } from './encodings.ts'
import { twoSamples } from './ingredients.ts'
import { csvOptions, partOptions, readOptions } from './read-options.ts'
import { columns, columnsOf, columnOfTwo, isColumn, table } from './tables.ts'
import type { PackageEntries } from './package-entries.ts'

/** What the package exports, by name. */
const exported = { ...data }

/** Samples as an argument, with their members. */
const samples = (index: number): Parameter[] => [
  parameter([index], nothingElse, 'X'),
  parameter([index, 'values'], float32(4), 'X'),
  parameter([index, 'count'], exactly(2), 'X'),
  parameter([index, 'size'], exactly(2), 'X'),
]

const finiteNumbers: Legality = (value) => Array.isArray(value) && numbers(2, positive)(value)

/** A list of so many of anything. */
const listOf =
  (length: number): Legality =>
  (value) =>
    Array.isArray(value) && value.length === length

/** A list of places of rows, of any length. */
const rowsOf =
  (count: number): Legality =>
  (value) =>
    isColumn(value) &&
    Array.from(value as ArrayLike<unknown>).every((row) => whole(0, count - 1)(row) === true)

/** The text or the bytes of a file: what is in them is no matter of arguments. */
const source: Legality = (value) =>
  typeof value === 'string' || value instanceof Uint8Array ? 'either' : false

const entries: readonly Entry[] = [
  ...(['readCsv', 'streamCsv'] as const).map(
    (name): Entry => ({
      name,
      call: () => ({ fn: exported[name], args: ['a,b\n1,x\n', {}] }),
      parameters: [
        parameter([0], source, 'source', 'file', 'Line'),
        ...csvOptions,
        ...(name === 'streamCsv' ? partOptions : []),
      ],
    }),
  ),
  ...(['readJsonLines', 'streamJsonLines', 'readJson'] as const).map(
    (name): Entry => ({
      name,
      call: () => ({ fn: exported[name], args: [name === 'readJson' ? '[{"a":1}]' : '{"a":1}', {}] }),
      parameters: [
        parameter([0], source, 'source', 'file', 'Line'),
        ...readOptions,
        ...(name === 'streamJsonLines' ? partOptions : []),
      ],
    }),
  ),
  {
    name: 'readIdx',
    call: () => ({ fn: data.readIdx, args: [Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 7)] }),
    parameters: [parameter([0], source, 'bytes', 'IDX file')],
  },
  {
    name: 'imageSamples',
    call: () => ({ fn: data.imageSamples, args: [{ shape: [1, 2], values: Uint8Array.of(0, 255) }] }),
    parameters: [parameter([0], nothingElse, 'images')],
  },
  {
    name: 'createTable',
    call: () => ({ fn: data.createTable, args: [columns()] }),
    parameters: [
      parameter([0], columnsOf(), 'columns'),
      parameter([0, 'width'], columnOfTwo, 'columns'),
      parameter([0, 'kind'], columnOfTwo, 'columns'),
    ],
  },
  {
    name: 'withoutColumns',
    call: () => ({ fn: data.withoutColumns, args: [data.createTable(columns()), 'kind'] }),
    parameters: [...table(0), parameter([1], (value) => value === 'kind' || value === 'width', 'column')],
  },
  {
    name: 'columnOf',
    call: () => ({ fn: data.columnOf, args: ['table', data.createTable(columns()), 'kind'] }),
    parameters: [...table(1), parameter([2], exactly('kind', 'width'), 'column')],
  },
  {
    name: 'selectRows',
    call: () => ({ fn: data.selectRows, args: [data.createTable(columns()), [0, 1]] }),
    parameters: [
      ...table(0),
      parameter([1], rowsOf(2), 'indices'),
      parameter([1, 1], whole(0, 1), 'indices'),
    ],
  },
  {
    name: 'splitRows',
    call: () => ({ fn: data.splitRows, args: [2, { testShare: 0.5, seed: 1, strata: ['a', 'b'] }] }),
    parameters: [
      parameter([0], exactly(2), 'count', 'rows'),
      parameter([1], nothingElse, 'options', 'testShare'),
      parameter([1, 'testShare'], share),
      parameter([1, 'seed'], optional(seed)),
      parameter([1, 'strata'], optional(listOf(2))),
      // Not with strata.
      parameter([1, 'groups'], (value) => value === undefined, 'groups'),
    ],
  },
  ...(
    [
      ['planeSamples', 'xor'],
      ['curveSamples', 'sine'],
    ] as const
  ).map(
    ([name, drawn]): Entry => ({
      name,
      call: () => ({ fn: exported[name], args: [drawn, { count: 4, noise: 0.1, seed: 1 }] }),
      parameters: [
        parameter([0], exactly(...(name === 'planeSamples' ? data.planeNames : data.curveNames)), 'name'),
        parameter([1], nothingElse, 'options', 'count'),
        parameter([1, 'count'], whole(0, 2 ** 24)),
        parameter([1, 'noise'], optional(notNegative)),
        parameter([1, 'seed'], optional(seed)),
      ],
    }),
  ),
  {
    name: 'checkTable',
    call: () => ({ fn: data.checkTable, args: ['table', data.createTable(columns())] }),
    parameters: table(1),
  },
  {
    name: 'isTable',
    call: () => ({ fn: data.isTable, args: [data.createTable(columns())] }),
    parameters: [parameter([0], anything, 'value')],
  },
  {
    name: 'oneHot',
    call: () => ({ fn: data.oneHot, args: [[0, 1], 2] }),
    parameters: [
      parameter([0], numbers(undefined, whole(0, 1)), 'labels'),
      parameter([0, 1], whole(0, 1), 'labels'),
      parameter([1], whole(2), 'classes', 'labels'),
    ],
  },
  {
    name: 'splitSamples',
    call: () => ({ fn: data.splitSamples, args: [twoSamples(), [0, 1], { testCount: 1, seed: 3 }] }),
    parameters: [
      parameter([0], nothingElse, 'X'),
      parameter([0, 'values'], float32(4), 'X'),
      parameter([0, 'count'], exactly(2), 'X', 'labels'),
      parameter([0, 'size'], exactly(2), 'X'),
      parameter([1], numbers(2, whole(0)), 'labels'),
      parameter([1, 1], whole(0), 'labels'),
      parameter([2], nothingElse, 'options', 'testCount'),
      parameter([2, 'testCount'], whole(0, 1)),
      parameter([2, 'seed'], optional(seed)),
    ],
  },
  {
    name: 'standardise',
    call: () => ({ fn: data.standardise, args: [twoSamples()] }),
    parameters: samples(0),
  },
  ...(['transform', 'inverseTransform'] as const).map(
    (name): Entry => ({
      name,
      call: () => ({ fn: exported[name], args: [data.standardise(twoSamples()), twoSamples()] }),
      parameters: [
        parameter([0], nothingElse, 'standardisation', 'means'),
        parameter([0, 'means'], finiteNumbers, 'means'),
        parameter([0, 'deviations'], finiteNumbers, 'deviations'),
        parameter([0, 'means', 1], Number.isFinite, 'means'),
        parameter([0, 'deviations', 1], positive, 'deviations'),
        ...samples(1),
      ],
    }),
  ),
]

export const dataEntries: PackageEntries = {
  package: '@bilayer/data',
  exports: data,
  entries: [...entries, ...encodingEntries],
}
