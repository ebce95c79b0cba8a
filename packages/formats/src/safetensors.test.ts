import { ArgumentError, BilayerError, FormatError, ShapeError } from '@bilayer/core'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Floats } from './float-bytes.ts'
import { decodeSafetensors, encodeSafetensors, type SafetensorsFile } from './safetensors.ts'
import type { Tensor } from './tensor.ts'

const W1 = { name: 'W1', rows: 2, cols: 3, values: Float32Array.of(1, -2, 0.5, Infinity, 0, 6) }
const b1 = { name: 'b1', rows: 2, cols: 1, values: Float32Array.of(7, 8) }

/** A file with any header, for what the encoder would never write. */
function fileOf(header: string, data = 0): Uint8Array {
  const json = new TextEncoder().encode(header)
  const bytes = new Uint8Array(8 + json.length + data)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true)
  bytes.set(json, 8)
  return bytes
}

const entry = (offsets: number[], shape = [1, 1]) =>
  JSON.stringify({ dtype: 'F32', shape, data_offsets: offsets })

const bitsOf = ({ values }: Tensor<Floats>): Uint32Array =>
  new Uint32Array(values.buffer, values.byteOffset, values.byteLength / 4)

/** Names, some of which mean something to a JavaScript engine, to JSON or to the format. */
const names = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('\uD83D', '\uDE00', '"', '\\', '\0', 'a'), maxLength: 3 }),
  fc.constantFrom('__proto__', '__metadata__', 'constructor', 'toJSON', '1', '0', ''),
)

/** A tensor that is right: any bits, every NaN among them. */
const rightTensors = fc
  .record({ name: names, rows: fc.nat(3), cols: fc.nat(3), isFloat32: fc.boolean() })
  .chain(({ rows, cols, isFloat32, ...rest }) => {
    const words = isFloat32 ? rows * cols : 2 * rows * cols
    return fc.uint32Array({ minLength: words, maxLength: words }).map(({ buffer }) => ({
      ...rest,
      rows,
      cols,
      values: isFloat32 ? new Float32Array(buffer) : new Float64Array(buffer),
    }))
  })

/** A tensor with something wrong in one place. */
const wrongTensors = fc
  .tuple(rightTensors, fc.constantFrom('name', 'rows', 'cols', 'values'), fc.anything())
  .map(([tensor, key, value]) => ({ ...tensor, [key]: value }))

const tensorLists = fc.array(fc.oneof({ weight: 9, arbitrary: rightTensors }, wrongTensors), { maxLength: 4 })

const metadataOf = fc.dictionary(
  names,
  fc.oneof({ weight: 9, arbitrary: names }, fc.anything() as fc.Arbitrary<string>),
  { maxKeys: 3 },
)

test('whatever is encoded is decoded to the same bits, and all else is refused', () => {
  const sorted = (tensors: readonly Tensor<Floats>[]) =>
    tensors.toSorted((x, y) => (x.name < y.name ? -1 : 1))
  const property = fc.property(tensorLists, metadataOf, (tensors, metadata) => {
    let bytes: Uint8Array
    try {
      bytes = encodeSafetensors(tensors, metadata)
    } catch (error) {
      expect(error).toBeInstanceOf(BilayerError)
      return
    }
    const decoded = decodeSafetensors(bytes)
    expect(sorted(decoded.tensors)).toEqual(sorted(tensors))
    expect(sorted(decoded.tensors).map(bitsOf)).toEqual(sorted(tensors).map(bitsOf))
    expect(Object.entries(decoded.metadata)).toEqual(Object.entries(metadata))
  })
  fc.assert(property, { numRuns: 1000 })
})

test('tensors come back in their order', () => {
  const { tensors } = decodeSafetensors(encodeSafetensors([b1, W1, { ...b1, name: '1' }]))
  expect(tensors.map(({ name }) => name)).toEqual(['b1', 'W1', '1'])
})

test('the numbers begin at a multiple of 8 bytes, as the format asks for', () => {
  const bytes = encodeSafetensors([W1, b1])
  const header = Number(new DataView(bytes.buffer).getBigUint64(0, true))
  expect(header % 8).toBe(0)
  expect(bytes.length).toBe(8 + header + 4 * 8)
})

test('a tensor of one dimension is a column', () => {
  const { tensors } = decodeSafetensors(fileOf(`{"b":${entry([0, 12], [3])}}`, 12))
  expect(tensors).toEqual([{ name: 'b', rows: 3, cols: 1, values: new Float32Array(3) }])
})

test('float64 keeps the digits that float32 has not, and lies beside it', () => {
  const curve = { name: 'curve', rows: 1, cols: 2, values: Float64Array.of(0.1, 2 ** -1074) }
  expect(decodeSafetensors(encodeSafetensors([b1, curve, W1])).tensors).toEqual([b1, curve, W1])
})

test('a file in shared memory, or in a part of a buffer, is read', () => {
  const bytes = encodeSafetensors([W1])
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length + 3), 3)
  shared.set(bytes)
  expect(decodeSafetensors(shared).tensors).toEqual([W1])
})

test.each([
  ['an empty file', new Uint8Array(), 'The file has 0 bytes; the least is 8.'],
  ['a header longer than the file', fileOf('{}').fill(0xff, 0, 4), 'The header says it has'],
  ['no JSON', fileOf('{"a":'), 'The header is not JSON.'],
  ['no UTF-8', fileOf('{"').fill(0xff, 9), 'The header is not UTF-8.'],
  ['a header that is a list', fileOf('[]'), 'The header must be a JSON object, from its first byte on.'],
  ['a space before the header', fileOf(' {}'), 'The header must be a JSON object, from its first byte on.'],
  ['a byte order mark', fileOf('\uFEFF{}'), 'The header must be a JSON object, from its first byte on.'],
  ['no header', fileOf(''), 'The header must be a JSON object, from its first byte on.'],
  [
    'a name twice',
    fileOf(`{"a":${entry([0, 4])},"a":${entry([0, 4])}}`, 4),
    'The header has the key "a" twice in one object.',
  ],
  ['a tensor beyond the end', fileOf(`{"a":${entry([0, 4])}}`), 'it must begin at 0 and end by 0.'],
  ['tensors that overlap', fileOf(`{"a":${entry([0, 4])},"b":${entry([0, 4])}}`, 8), 'it must begin at 4'],
  ['bytes left over', fileOf(`{"a":${entry([0, 4])}}`, 8), '4 bytes at the end belong to no tensor.'],
  [
    'a size that is no number',
    fileOf('{"a":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}', 4),
    'two dimensions',
  ],
  [
    'a size that numbers cannot tell from the next',
    fileOf('{"a":{"dtype":"F32","shape":[0,9007199254740992],"data_offsets":[0,0]}}'),
    'two dimensions',
  ],
  [
    'a size that is not in plain digits',
    fileOf('{"a":{"dtype":"F32","shape":[1e0],"data_offsets":[-0,4]}}', 4),
    'The header has the value 1e0;',
  ],
  ['a size that does not fit', fileOf(`{"a":${entry([0, 4], [2 ** 40, 2 ** 40])}}`, 4), 'must lie on'],
  [
    'another type',
    fileOf('{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}', 4),
    'The type of the tensor a is the string "F16"; only F32 and F64 are read.',
  ],
  [
    'a type that is no text',
    fileOf('{"a":{"dtype":{"toString":1,"constructor":{"name":{}}},"shape":[1],"data_offsets":[0,4]}}', 4),
    'The type of the tensor a is a bare object; only F32 and F64 are read.',
  ],
  ['a tensor that is a text', fileOf('{"__proto__":"x"}'), 'The tensor __proto__ has no description.'],
  [
    'metadata that are no strings',
    fileOf('{"__metadata__":{"a":1}}'),
    'The metadata must be an object of strings.',
  ],
])('%s is refused', (_, bytes, message) => {
  expect(() => decodeSafetensors(bytes)).toThrow(FormatError)
  expect(() => decodeSafetensors(bytes)).toThrow(message)
})

test('bytes whose buffer was handed on are an empty file', () => {
  const bytes = encodeSafetensors([W1])
  structuredClone(bytes, { transfer: [bytes.buffer] })
  expect(() => decodeSafetensors(bytes)).toThrow(new FormatError('The file has 0 bytes; the least is 8.'))
})

test.each([
  [undefined, 'bytes is undefined; it must be a Uint8Array, such as new Uint8Array(buffer).'],
  [null, 'bytes is null; it must be a Uint8Array, such as new Uint8Array(buffer).'],
  [new ArrayBuffer(8), 'bytes is an ArrayBuffer; it must be a Uint8Array, such as new Uint8Array(buffer).'],
  [[1, 2], 'bytes is an array of 2; it must be a Uint8Array, such as new Uint8Array(buffer).'],
])('%s is no file', (wrong, message) => {
  expect(() => decodeSafetensors(wrong as never)).toThrow(new ArgumentError(message))
})

test('a file with any bytes changed is decoded or refused, never anything else', () => {
  const right = encodeSafetensors([W1, b1], { layers: '3,2' })
  const changes = fc.array(fc.tuple(fc.nat(right.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
  const property = fc.property(changes, fc.integer({ min: 1, max: right.length }), (bytesChanged, length) => {
    const bytes = right.slice(0, length)
    for (const [at, value] of bytesChanged) bytes[at % bytes.length] = value
    const file = read(bytes)
    expect(file && read(encodeSafetensors(file.tensors, file.metadata))).toEqual(file)
  })
  fc.assert(property, { numRuns: 500 })
})

test('a header with anything in any place is decoded or refused, never anything else', () => {
  const numbers = fc.oneof(fc.nat(12), fc.constantFrom(-0, -1, 0.5, 1e21, 2 ** 53, 4))
  const sizes = fc.array(numbers, { maxLength: 3 })
  const anything = fc.jsonValue({ stringUnit: 'binary' })
  const entries = fc.record({
    dtype: fc.oneof({ weight: 5, arbitrary: fc.constant('F32') }, anything),
    shape: fc.oneof({ weight: 5, arbitrary: sizes }, anything),
    data_offsets: fc.oneof({ weight: 5, arbitrary: sizes }, anything),
  })
  const headers = fc.array(fc.tuple(names, fc.oneof({ weight: 5, arbitrary: entries }, anything)))
  const property = fc.property(headers, fc.nat(16), (header, data) => {
    const members = header.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
    const file = read(fileOf(`{${members.join(',')}}`, data))
    expect(file && read(encodeSafetensors(file.tensors, file.metadata))).toEqual(file)
  })
  fc.assert(property, { numRuns: 1000 })
})

/** What a file holds, or undefined where it is refused. */
function read(bytes: Uint8Array): SafetensorsFile | undefined {
  try {
    return decodeSafetensors(bytes)
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}

test.each([
  ['a name twice', [W1, W1], {}, FormatError, 'Two tensors have one name, W1.'],
  [
    'names 1 and "1"',
    [{ ...b1, name: 1 }, b1],
    {},
    ArgumentError,
    'tensors[0].name is 1; it must be a string, such as "b1".',
  ],
  [
    'the name of the metadata',
    [{ ...b1, name: '__metadata__' }],
    {},
    FormatError,
    'tensors[0].name is __metadata__, which the format keeps for itself.',
  ],
  [
    'half a surrogate pair in a name',
    [{ ...b1, name: 'a\uD800' }],
    {},
    FormatError,
    String.raw`tensors[0].name is the string "a\ud800", half of a surrogate pair; the format holds whole text alone.`,
  ],
  [
    'values that do not fill a shape',
    [{ ...b1, rows: 3 }],
    {},
    ShapeError,
    'tensors[0].values has 2 numbers; 3 rows and 1 cols take 3.',
  ],
  [
    'a shape that is no whole number',
    [{ ...b1, rows: 0.5, cols: 4 }],
    {},
    ArgumentError,
    'tensors[0].rows is 0.5; it must be a whole number, 0 or more.',
  ],
  [
    'numbers of another type',
    [{ ...b1, values: [7, 8] }],
    {},
    ArgumentError,
    'tensors[0].values is an array of 2; it must be a Float32Array or a Float64Array.',
  ],
  ['a hole', Array.from({ length: 1 }), {}, ArgumentError, 'tensors[0] is undefined; it must be an object'],
  ['no list', 'W1', {}, ArgumentError, 'tensors is the string "W1"; it must be an array of tensors'],
  [
    'metadata that are no text',
    [],
    { epochs: 3 },
    ArgumentError,
    'metadata["epochs"] is 3; it must be a string, such as "784,128,10".',
  ],
  [
    'metadata that keep more than their keys',
    [],
    new Map([['epochs', '3']]),
    ArgumentError,
    'metadata is a Map; it must be an object of strings and no more.',
  ],
  ['metadata that are no object', [], null, ArgumentError, 'metadata is null; it must be an object'],
  [
    'half a surrogate pair as a key',
    [],
    { '\uDC00': '' },
    FormatError,
    String.raw`A key of metadata is the string "\udc00", half of a surrogate pair;`,
  ],
])('%s is not encoded', (_, tensors, metadata, type, message) => {
  expect(() => encodeSafetensors(tensors as never, metadata as never)).toThrow(type)
  expect(() => encodeSafetensors(tensors as never, metadata as never)).toThrow(message)
})

test('the longest header is written and read, and a longer one is neither', () => {
  const overhead = '{"__metadata__":{"a":""}}'.length
  const most = 'x'.repeat(2 ** 20 - overhead)
  expect(decodeSafetensors(encodeSafetensors([], { a: most })).metadata).toEqual({ a: most })
  expect(() => encodeSafetensors([], { a: `${most}x` })).toThrow(
    new FormatError(
      'The header takes 1048584 bytes; it may take 1048576. Fewer tensors, shorter names or less metadata would fit.',
    ),
  )
})
