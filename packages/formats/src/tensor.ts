import {
  ArgumentError,
  checkArray,
  checkObject,
  checkString,
  checkWholeNumber,
  describeValue,
  ShapeError,
} from '@bilayer/core'
import type { Floats } from './float-bytes.ts'

/** A matrix in a file. */
export interface Tensor<Values extends Floats = Float32Array> {
  readonly name: string
  readonly rows: number
  readonly cols: number
  /** rows × cols numbers, row-major. */
  readonly values: Values
}

/** What tensors may be. */
interface TensorKind<Values extends Floats> {
  /** The fewest rows and cols. */
  readonly least: number
  readonly holds: (values: unknown) => values is Values
  /** What `holds` asks for, in words. */
  readonly expected: string
}

/** Whatever a file holds. */
export const anyTensor: TensorKind<Floats> = {
  least: 0,
  holds: (values) => values instanceof Float32Array || values instanceof Float64Array,
  expected: 'a Float32Array or a Float64Array',
}

/** A parameter of a network, or what an optimiser keeps of one. */
export const parameterTensor: TensorKind<Float32Array> = {
  least: 1,
  holds: (values) => values instanceof Float32Array,
  expected: 'a Float32Array',
}

/** Throws as `checkTensor` does, and `ArgumentError` for what is no list. */
export function checkTensors<Values extends Floats>(
  label: string,
  tensors: unknown,
  kind: TensorKind<Values>,
): asserts tensors is readonly Tensor<Values>[] {
  checkArray(label, tensors, 'tensors { name, rows, cols, values }')
  for (const [i, tensor] of tensors.entries()) checkTensor(`${label}[${i}]`, tensor, kind)
}

/** Throws `ArgumentError` unless a value is a tensor of the kind, and `ShapeError` unless its numbers fill its shape. */
function checkTensor<Values extends Floats>(label: string, tensor: unknown, kind: TensorKind<Values>): void {
  const { least, holds, expected } = kind
  checkObject(label, tensor, "{ name: 'b1', rows: 2, cols: 1, values: Float32Array.of(1, 2) }")
  const { name, rows, cols, values } = tensor as Partial<Tensor<Values>>
  checkString(`${label}.name`, name, 'b1')
  checkWholeNumber(`${label}.rows`, rows, { least })
  checkWholeNumber(`${label}.cols`, cols, { least })
  if (!holds(values)) {
    throw new ArgumentError(`${label}.values is ${describeValue(values)}; it must be ${expected}.`)
  }
  if (values.length === rows * cols) return
  throw new ShapeError(
    `${label}.values has ${values.length} numbers; ${rows} rows and ${cols} cols take ${rows * cols}.`,
  )
}
