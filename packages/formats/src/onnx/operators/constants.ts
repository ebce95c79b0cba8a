import type { NodeReader } from '../node-reader.ts'
import type { Constant } from '../proto.ts'

/** The numbers of a constant. Throws `FormatError` for texts. */
export function numbersOf(node: NodeReader, { type, values }: Constant): ArrayLike<number> {
  if (type !== 'string') return values
  throw node.refused('takes texts where numbers would be read')
}

/** A constant that is one row of `size` numbers, or one number for all. */
export function rowOf(node: NodeReader, constant: Constant, size: number | undefined): number[] {
  const values = Array.from(numbersOf(node, constant))
  const isRow = constant.dims.slice(0, -1).every((length) => length === 1)
  if (isRow && (values.length === 1 || values.length === (size ?? values.length))) return values
  throw node.refused(
    `takes a constant of ${constant.dims.join(' × ')} where a row of ${size ?? 'so many'} numbers would be read`,
  )
}

/** Numbers as float32. Throws `FormatError` for one that is beyond it. */
export function float32Of(node: NodeReader, values: ArrayLike<number>): Float32Array {
  const rounded = Float32Array.from(values)
  const place = rounded.findIndex((value, i) => Number.isFinite(values[i]) && !Number.isFinite(value))
  if (place === -1) return rounded
  throw node.refused(`holds ${values[place]}, which is beyond float32`)
}
