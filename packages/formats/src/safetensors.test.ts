import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeSafetensors, encodeSafetensors, FormatError } from './safetensors.ts'

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

test('what was encoded is decoded, whatever the names and numbers', () => {
  const name = fc.string().filter((text) => text !== '__metadata__')
  const tensor = fc
    .record({ name, rows: fc.nat(4), cols: fc.nat(4), value: fc.float() })
    .map(({ value, ...shape }) => ({
      ...shape,
      values: new Float32Array(shape.rows * shape.cols).fill(value),
    }))
  const tensors = fc.uniqueArray(tensor, { selector: (made) => made.name })
  const property = fc.property(tensors, fc.dictionary(fc.string(), fc.string()), (made, metadata) => {
    const decoded = decodeSafetensors(encodeSafetensors(made, metadata))
    const byName = (list: typeof decoded.tensors) => list.toSorted((x, y) => (x.name < y.name ? -1 : 1))
    expect(byName(decoded.tensors)).toEqual(byName(made))
    expect(Object.entries(decoded.metadata)).toEqual(Object.entries(metadata))
  })
  fc.assert(property)
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

test.each([
  ['an empty file', new Uint8Array(), 'The file has 0 bytes; the least is 8.'],
  ['a header longer than the file', fileOf('{}').fill(0xff, 0, 4), 'The header says it has'],
  ['no JSON', fileOf('{"a":'), 'The header is not JSON.'],
  ['no UTF-8', fileOf('"').fill(0xff, 8), 'The header is not JSON.'],
  ['a header that is a list', fileOf('[]'), 'The header must be a JSON object.'],
  ['a tensor beyond the end', fileOf(`{"a":${entry([0, 4])}}`), 'it must begin at 0 and end by 0.'],
  ['tensors that overlap', fileOf(`{"a":${entry([0, 4])},"b":${entry([0, 4])}}`, 8), 'it must begin at 4'],
  ['bytes left over', fileOf(`{"a":${entry([0, 4])}}`, 8), '4 bytes at the end belong to no tensor.'],
  [
    'a size that is no number',
    fileOf('{"a":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}', 4),
    'two dimensions',
  ],
  ['a size that does not fit', fileOf(`{"a":${entry([0, 4], [2 ** 40, 2 ** 40])}}`, 4), 'must lie on'],
  [
    'another type',
    fileOf('{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}', 4),
    'the type F16; only F32',
  ],
  [
    'metadata that are no strings',
    fileOf('{"__metadata__":{"a":1}}'),
    'The metadata must be an object of strings.',
  ],
])('%s is refused', (_, bytes, message) => {
  expect(() => decodeSafetensors(bytes)).toThrow(FormatError)
  expect(() => decodeSafetensors(bytes)).toThrow(message)
})

test('a file with any bytes changed is decoded or refused, never anything else', () => {
  const right = encodeSafetensors([W1, b1], { layers: '3,2' })
  const changes = fc.array(fc.tuple(fc.nat(right.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
  const property = fc.property(changes, fc.integer({ min: 1, max: right.length }), (bytesChanged, length) => {
    const bytes = right.slice(0, length)
    for (const [at, value] of bytesChanged) bytes[at % bytes.length] = value
    try {
      decodeSafetensors(bytes)
    } catch (error) {
      expect(error).toBeInstanceOf(FormatError)
    }
  })
  fc.assert(property, { numRuns: 500 })
})

test('names that tensors share, and values that do not fill a shape, are not encoded', () => {
  expect(() => encodeSafetensors([W1, W1])).toThrow('Two tensors have one name')
  expect(() => encodeSafetensors([{ ...b1, rows: 3 }])).toThrow('The tensor b1 has 2 numbers; 3 × 1 takes 3.')
})
