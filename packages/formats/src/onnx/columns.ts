import { FormatError } from '@bilayer/core'
import {
  type Category,
  type CategoryEncoding,
  type ColumnEncoding,
  type Encoding,
  encodedSize,
} from '@bilayer/data'
import { castTo, type GraphBuilder, int, ints } from './graph-builder.ts'
import { oneKind } from './one-kind.ts'
import type { AttributeValue } from './proto.ts'

/** Inputs, one for each column, and the nodes that make numbers of them: N × `encodedSize(encoding)`. */
export function encodeColumns(graph: GraphBuilder, encoding: Encoding): string {
  for (const { name } of encoding) checkName(name)
  const columns = encoding.map((column) =>
    column.kind === 'number' ? graph.input(column.name, 'float', 1) : encodeCategories(graph, column),
  )
  const numbers = graph.add('Concat', columns, { axis: int(1) })
  return impute(graph, scale(graph, numbers, encoding), encoding)
}

function checkName(name: string): void {
  if (name === '') throw new FormatError('A column has the name ""; in ONNX an input must have a name.')
}

/** (x − shift) / scale of each number, in float64: a year would lose digits otherwise. */
function scale(graph: GraphBuilder, numbers: string, encoding: Encoding): string {
  const vector = (of: (column: ColumnEncoding) => number) =>
    graph.constant([encodedSize(encoding)], {
      type: 'double',
      values: Float64Array.from(spread(encoding, of)),
    })
  const shifts = vector((column) => (column.kind === 'number' ? column.shift : 0))
  const scales = vector((column) => (column.kind === 'number' ? column.scale : 1))
  const shifted = graph.add('Sub', [castTo(graph, numbers, 'double'), shifts])
  return castTo(graph, graph.add('Div', [shifted, scales]), 'float')
}

/** What stands for a missing number in the place of each NaN; a NaN stays where no number may be missing. */
function impute(graph: GraphBuilder, scaled: string, encoding: Encoding): string {
  const missing = spread(encoding, (column) =>
    column.kind === 'number' && column.missing !== null
      ? (column.missing - column.shift) / column.scale
      : Number.NaN,
  )
  if (missing.every(Number.isNaN)) return scaled
  const stand = graph.constant([missing.length], { type: 'float', values: Float32Array.from(missing) })
  return graph.add('Where', [graph.add('IsNaN', [scaled]), stand, scaled])
}

/** A number for each input of the network, the same for all that are of one column. */
const spread = (encoding: Encoding, of: (column: ColumnEncoding) => number): number[] =>
  encoding.flatMap((column) =>
    column.kind === 'number' ? [of(column)] : column.categories.map(() => of(column)),
  )

/** A 1 at the place of each row's category. A runtime refuses a category that is none of them. */
function encodeCategories(graph: GraphBuilder, column: CategoryEncoding): string {
  const places = column.categories.map((_, place) => place)
  const ones = graph.addMl('OneHotEncoder', [placesOf(graph, column)], {
    cats_int64s: ints(places),
    zeros: int(0),
  })
  // onnx.checker knows no type of what this operator makes.
  graph.describe(ones, 'float', [1, places.length])
  const shape = graph.constant([2], { type: 'int64', values: [-1, places.length] })
  return graph.add('Reshape', [ones, shape])
}

/** The place of each row's category among those of the column; −1 for what is none. */
function placesOf(graph: GraphBuilder, { name, categories, missing }: CategoryEncoding): string {
  const list = oneKind(`The column ${name}`, categories)
  const lookUp = (input: string, keys: Readonly<Record<string, AttributeValue>>, places: readonly number[]) =>
    graph.addMl('LabelEncoder', [input], { ...keys, values_int64s: ints(places), default_int64: int(-1) })
  const places = categories.map((_, place) => place)
  if (list.kind === 'string') {
    const input = graph.input(name, 'string', 1)
    // A text that is missing is empty, unless that is a category.
    if (missing === null || list.values.includes('')) {
      return lookUp(input, { keys_strings: { type: 'strings', value: list.values } }, places)
    }
    const keys = { keys_strings: { type: 'strings', value: [...list.values, ''] } } as const
    return lookUp(input, keys, [...places, categories.indexOf(missing)])
  }
  if (list.kind === 'boolean') {
    const input = castTo(graph, graph.input(name, 'bool', 1), 'int64')
    return lookUp(input, { keys_int64s: ints(list.values.map(Number)) }, places)
  }
  const keys = float32Keys(name, list.values)
  const input = imputeCategory(graph, graph.input(name, 'float', 1), missing)
  return lookUp(input, { keys_floats: { type: 'floats', value: keys } }, places)
}

/** The category that stands for a missing one in the place of each NaN. */
function imputeCategory(graph: GraphBuilder, input: string, missing: Category | null): string {
  if (missing === null) return input
  const stand = graph.constant([1], { type: 'float', values: Float32Array.of(Number(missing)) })
  return graph.add('Where', [graph.add('IsNaN', [input]), stand, input])
}

function float32Keys(name: string, categories: readonly number[]): number[] {
  const keys = new Map<number, number>()
  for (const category of categories) {
    const key = Math.fround(category)
    const other = keys.get(key)
    if (other !== undefined) {
      throw new FormatError(
        `The column ${name} has the categories ${other} and ${category}, which are one float32 number; an ONNX input of numbers is float32.`,
      )
    }
    keys.set(key, category)
  }
  return [...keys.keys()]
}
