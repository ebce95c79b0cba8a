import { FormatError } from '@bilayer/core'
import { PbfWriter } from 'pbf'
import { expect, test } from 'vitest'
import { TENSOR } from './proto.ts'
import { readConstant } from './read-constant.ts'

/** A TensorProto of a shape and a type, and what else is written. */
function tensorOf(
  dims: readonly number[],
  type: number,
  write: (pbf: PbfWriter) => void = () => {},
): Uint8Array {
  const pbf = new PbfWriter()
  for (const size of dims) pbf.writeVarintField(TENSOR.dims, size)
  pbf.writeVarintField(TENSOR.type, type)
  write(pbf)
  pbf.writeStringField(TENSOR.name, 'W')
  return pbf.finish()
}

const raw =
  (...bytes: number[]) =>
  (pbf: PbfWriter): void =>
    pbf.writeBytesField(TENSOR.raw, Uint8Array.from(bytes))

test.each([
  [
    'float32 one by one',
    1,
    (pbf) => [0.5, -2].forEach((x) => pbf.writeFloatField(TENSOR.floats, x)),
    Float32Array.of(0.5, -2),
  ],
  ['float32 packed', 1, (pbf) => pbf.writePackedFloat(TENSOR.floats, [0.5, -2]), Float32Array.of(0.5, -2)],
  ['float32 as bytes', 1, raw(0, 0, 0, 0x3f, 0, 0, 0, 0xc0), Float32Array.of(0.5, -2)],
  ['float64 packed', 11, (pbf) => pbf.writePackedDouble(TENSOR.doubles, [0.1, -2]), Float64Array.of(0.1, -2)],
  [
    'float64 as bytes',
    11,
    raw(0, 0, 0, 0, 0, 0, 0xe0, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0xc0),
    Float64Array.of(0.5, -2),
  ],
  ['int32 packed', 6, (pbf) => pbf.writePackedVarint(TENSOR.int32s, [3, -1]), [3, -1]],
  ['int32 as bytes', 6, raw(3, 0, 0, 0, 0xff, 0xff, 0xff, 0xff), [3, -1]],
  ['int64 one by one', 7, (pbf) => [3, -1].forEach((x) => pbf.writeVarintField(TENSOR.int64s, x)), [3, -1]],
  ['int64 as bytes', 7, raw(3, 0, 0, 0, 0, 0, 0, 0, ...Array.from({ length: 8 }, () => 0xff)), [3, -1]],
  ['booleans packed', 9, (pbf) => pbf.writePackedVarint(TENSOR.int32s, [1, 0]), [1, 0]],
  ['booleans as bytes', 9, raw(1, 0), [1, 0]],
  ['texts', 8, (pbf) => ['a', 'ß'].forEach((text) => pbf.writeStringField(TENSOR.strings, text)), ['a', 'ß']],
] satisfies [string, number, (pbf: PbfWriter) => void, ArrayLike<unknown>][])(
  '%s are read',
  (_, type, write, values) => {
    expect(readConstant(tensorOf([2], type, write))).toMatchObject({ name: 'W', dims: [2], values })
  },
)

test.each([
  [
    'numbers of another file',
    tensorOf([2], 1, (pbf) => pbf.writeVarintField(TENSOR.location, 1)),
    'The numbers of the tensor W lie in another file, which is not opened.',
  ],
  [
    'the place of another file',
    tensorOf([2], 1, (pbf) => pbf.writeBytesField(TENSOR.external, new Uint8Array())),
    'The numbers of the tensor W lie in another file, which is not opened.',
  ],
  [
    'float16',
    tensorOf([1], 10),
    'The tensor W is of the type 10; only these are read: float, int32, int64, string, bool, double.',
  ],
  [
    'fewer numbers than its shape',
    tensorOf([3], 1, raw(0, 0, 0, 0)),
    'The tensor W has 4 bytes; it must have 12.',
  ],
  ['no numbers', tensorOf([2, 2], 1), 'The tensor W has 0 values; 2 × 2 takes 4.'],
  [
    '2 GB that are not there',
    tensorOf([2 ** 29], 1, raw(0, 0, 0, 0)),
    'The tensor W has 4 bytes; it must have 2147483648.',
  ],
  ['texts as bytes', tensorOf([1], 8, raw(65)), 'The texts of the tensor W are given as raw bytes.'],
  ['too many dimensions', tensorOf([1, 1, 1, 1, 1, 1, 1, 1, 1], 1, raw(0, 0, 0, 0)), 'which are none.'],
  ['a length beyond its message', Uint8Array.of(0x4a, 0x7f), 'A message of 2 bytes ends within a field.'],
  ['numbers of another type of field', Uint8Array.of(0x10 | 2, 0), 'has the type 2; it must be 0.'],
])('a tensor with %s is refused', (_, bytes, message) => {
  expect(() => readConstant(bytes)).toThrow(FormatError)
  expect(() => readConstant(bytes)).toThrow(message)
})
